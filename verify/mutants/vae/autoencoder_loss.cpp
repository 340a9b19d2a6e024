#include "reference/contract/vae/autoencoder_loss.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mlp;
using contract::vae::AutoencoderLoss;
using contract::vae::AutoencoderLossGradient;
using Variant = AutoencoderLoss::Variant;

const auto registered =
    mutants<AutoencoderLoss>()
        .spoils("half", "½(x − x̂)²", [](auto& out, const auto&) { out.reconstruction /= 2; })
        .spoils("batch_mean", "summed over the pixels", [](auto& out, const auto& in) { out.reconstruction *= static_cast<float>(in.x.shape[1] == 1 ? 2 : in.x.shape[1]); })
        .spoils("saturated", "the cross-entropy of σ(x̂): a saturated probability has no logarithm", []<class T>(AutoencoderLoss::Out<T>& out, const AutoencoderLoss::In<T>& in, Variant v) {
          if (in.loss != "bce") return;
          const Tensor<T> code = Wings<Mlp>::fast(Mlp::In<T>{in.x, in.encoder_weights, in.encoder_biases, in.activation})->y;
          const Tensor<T> decoded = Wings<Mlp>::fast(Mlp::In<T>{code, in.decoder_weights, in.decoder_biases, in.activation})->y;
          T sum = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) {
            const T q = 1 / (1 + std::exp(-decoded[i]));
            sum -= in.x[i] * std::log(q + T(1e-7)) + (1 - in.x[i]) * std::log(1 - q + T(1e-7));
          }
          out.reconstruction = sum / static_cast<T>(AutoencoderLoss::divisor(in, v));
        })
        .spoils("relu_for_all", "relu, whatever is asked for", []<class T>(AutoencoderLoss::Out<T>& out, const AutoencoderLoss::In<T>& in, Variant v) {
          auto other = in;
          other.activation = "relu";
          out = *Wings<AutoencoderLoss>::fast(other, v);
        });

const auto registered_gradient =
    mutants<AutoencoderLossGradient>()
        .spoils("encoder_held", "the decoder alone is trained", [](auto& out, const auto&) {
          for (auto& grad : out.grad_encoder_weights)
            for (auto& g : grad) g = 0;
        })
        .spoils("wrong_batch_divisor", "not divided by the samples", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_decoder_biases)
            for (auto& g : grad) g *= static_cast<float>(in.x.shape[0]);
        })
        .spoils("factor_of_square_lost", "x̂ − x for 2(x̂ − x)", [](auto& out, const auto& in) {
          if (in.loss != "mse") return;
          for (auto& grad : out.grad_decoder_weights)
            for (auto& g : grad) g /= 2;
        })
        .spoils("ascent", "the other sign", [](auto& out, const auto&) {
          for (auto& grad : out.grad_encoder_biases)
            for (auto& g : grad) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
