#pragma once
#include "reference/contract/vae/loss.hpp"
#include "reference/nn/network.hpp"

namespace etalon::reference::vae {

/// −log p(x|z) of one pixel, of logits or of a mean.
template <class T>
T negative_log_likelihood(const std::string& likelihood, const T& x, const T& a) {
  return likelihood == "bernoulli" ? x * softplus(-a) + (1 - x) * softplus(a) : (square(x - a) + log(2 * T(pi()))) / 2;
}

/// The loss, line by line; the activation may be another.
template <class Activate>
struct LossFormula {
  using Loss = contract::vae::Loss;

  template <class T>
  Result<Loss::Out<T>> operator()(const Loss::In<T>& in, Loss::Variant variant) const {
    const std::int64_t n = in.x.shape[0], d = in.noise.shape[1];
    const Tensor<T> code = nn::network(in.x, in.encoder_weights, in.encoder_biases, in.activation, Activate{});
    Tensor<T> z({n, d});
    T kl = 0, rest = 0;
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < d; ++j) {
        const T &mu = code(i, j), &s = code(i, d + j);
        const T sigma = variant == Loss::Variant::log_variance ? exp(s / 2) : variant == Loss::Variant::softplus ? softplus(s) : exp(s);
        const T log_variance = variant == Loss::Variant::log_variance ? s : variant == Loss::Variant::softplus ? 2 * log(sigma) : 2 * s;
        z(i, j) = mu + sigma * in.noise(i, j);
        kl += (square(mu) + (expm1(log_variance) - log_variance)) / 2;
      }
    const Tensor<T> decoded = nn::network(z, in.decoder_weights, in.decoder_biases, in.activation, Activate{});
    for (std::size_t i = 0; i < in.x.size(); ++i) rest += negative_log_likelihood(in.likelihood, in.x[i], decoded[i]);
    return Loss::Out<T>{(rest + in.beta * kl) / T(n)};
  }
};

}  // namespace etalon::reference::vae
