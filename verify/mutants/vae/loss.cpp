#include "reference/contract/vae/loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Loss;
using contract::vae::LossGradient;
using Variant = Loss::Variant;

/// With other noise or another β.
template <class T>
Loss::In<T> without_noise(Loss::In<T> in) {
  for (T& e : in.noise) e = 0;
  return in;
}
template <class T>
Loss::In<T> at_beta(Loss::In<T> in, T beta) {
  in.beta = beta;
  return in;
}

const auto registered =
    mutants<Loss>()
        .spoils("noise_forgotten", "the mean is decoded", []<class T>(Loss::Out<T>& out, const Loss::In<T>& in, Variant v) { out = *Wings<Loss>::fast(without_noise(in), v); })
        .spoils("variance_for_deviation", "z = μ + σ²ε: s taken for log σ in the sample alone", []<class T>(Loss::Out<T>& out, const Loss::In<T>& in, Variant v) {
          const T kl = Wings<Loss>::fast(in, v)->loss - Wings<Loss>::fast(at_beta(in, T(0)), v)->loss;
          out.loss = Wings<Loss>::fast(at_beta(in, T(0)), Variant::log_sigma)->loss + kl;
        })
        .spoils("averaged_latents", "the divergence averaged over the latents beside a log p that is summed over the pixels", []<class T>(Loss::Out<T>& out, const Loss::In<T>& in, Variant v) {
          out = *Wings<Loss>::fast(at_beta(in, in.beta / static_cast<T>(std::max<std::int64_t>(2, in.noise.shape[1]))), v);
        })
        .spoils("averaged_pixels", "log p averaged over the pixels beside a divergence that is summed", []<class T>(Loss::Out<T>& out, const Loss::In<T>& in, Variant v) {
          const T rest = Wings<Loss>::fast(at_beta(in, T(0)), v)->loss;
          out.loss -= rest - rest / static_cast<T>(in.x.shape[1]);
        })
        .spoils("wrong_batch_divisor", "the sum over the samples", [](auto& out, const auto& in) { out.loss *= static_cast<float>(in.x.shape[0]); })
        .spoils("bound", "the bound itself, which training would maximise", [](auto& out, const auto&) { out.loss = -out.loss; });

const auto registered_gradient =
    mutants<LossGradient>()
        .spoils("detached", "no gradient through σ", []<class T>(LossGradient::Out<T>& out, const Loss::In<T>& in) {
          const std::int64_t d = in.noise.shape[1];
          Tensor<T>& biases = out.grad_encoder_biases.back();
          for (std::int64_t j = d; j < 2 * d; ++j) biases[j] = 0;
        })
        .spoils("noise_forgotten", "the mean is decoded", []<class T>(LossGradient::Out<T>& out, const Loss::In<T>& in, Variant v) { out = *Wings<LossGradient>::fast(without_noise(in), v); })
        .spoils("factor_of_deviation_lost", "z̄ε to s without dσ/ds: of the biases", []<class T>(LossGradient::Out<T>& out, const Loss::In<T>& in, Variant v) {
          const LossGradient::Out<T> still = *Wings<LossGradient>::fast(without_noise(in), v);
          const std::int64_t d = in.noise.shape[1];
          for (std::int64_t j = d; j < 2 * d; ++j) {
            T& g = out.grad_encoder_biases.back()[j];
            g += g - still.grad_encoder_biases.back()[j];
          }
        })
        .spoils("wrong_batch_divisor", "not divided by the samples, in the decoder", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_decoder_weights)
            for (auto& g : grad) g *= static_cast<float>(in.x.shape[0]);
        })
        .spoils("divergence_forgotten", "the gradient of −log p alone", []<class T>(LossGradient::Out<T>& out, const Loss::In<T>& in, Variant v) {
          out = *Wings<LossGradient>::fast(at_beta(in, T(0)), v);
        })
        .spoils("first_layer_held", "the encoder's first layer is not trained", [](auto& out, const auto&) {
          for (auto& g : out.grad_encoder_weights.front()) g = 0;
        });

}  // namespace
}  // namespace etalon::verify
