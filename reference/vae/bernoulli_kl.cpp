#include "reference/contract/vae/bernoulli_kl.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::vae::BernoulliKl;
using contract::vae::BernoulliKlVjp;

/// With log p = −log(1 + e⁻ᵃ) and log (1 − p) = −log(1 + eᵃ).
template <>
const Reference<BernoulliKl> Wings<BernoulliKl>::reference = []<class T>(const BernoulliKl::In<T>& in) -> Result<BernoulliKl::Out<T>> {
  Tensor<T> kl({in.logits.shape[0]});
  for (std::size_t i = 0; i < in.logits.size(); ++i) {
    const T &a = in.logits[i], &b = in.prior_logits[i];
    kl[i / in.logits.shape[1]] += sigmoid(a) * (softplus(-b) - softplus(-a)) + sigmoid(-a) * (softplus(b) - softplus(a));
  }
  return BernoulliKl::Out<T>{std::move(kl)};
};

template <>
const Reference<BernoulliKlVjp> Wings<BernoulliKlVjp>::reference = []<class T>(const BernoulliKlVjp::In<T>& in) -> Result<BernoulliKlVjp::Out<T>> {
  BernoulliKlVjp::Out<T> out{in.logits, in.logits};
  for (std::size_t i = 0; i < in.logits.size(); ++i) {
    const T &a = in.logits[i], &b = in.prior_logits[i], &cotangent = in.cotangent.kl[i / in.logits.shape[1]];
    out.grad_logits[i] = cotangent * (sigmoid(a) * sigmoid(-a) * (a - b));
    out.grad_prior_logits[i] = cotangent * (sigmoid(b) - sigmoid(a));
  }
  return out;
};

}  // namespace etalon
