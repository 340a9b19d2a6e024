#include "reference/contract/vae/train_step.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::TrainStep;
using Variant = TrainStep::Variant;

const auto registered =
    mutants<TrainStep>()
        .spoils("ascent", "θ + α·…: the loss grows", []<class T>(TrainStep::Out<T>& out, const TrainStep::In<T>& in) {
          for (std::size_t l = 0; l < in.decoder_biases.size(); ++l)
            for (std::size_t i = 0; i < in.decoder_biases[l].size(); ++i) out.decoder_biases_next[l][i] = 2 * in.decoder_biases[l][i] - out.decoder_biases_next[l][i];
        })
        .spoils("encoder_held", "the decoder alone is trained", [](auto& out, const auto& in) { out.encoder_weights_next = in.encoder_weights; })
        .spoils("no_bias_correction", "as if this were a late step", []<class T>(TrainStep::Out<T>& out, const TrainStep::In<T>& in, Variant v) {
          auto later = in;
          later.t = 100000;
          out = *Wings<TrainStep>::fast(later, v);
        })
        .spoils("state_forgotten", "the averages start at 0 in every step", [](auto& out, const auto& in) {
          for (std::size_t l = 0; l < in.m.size(); ++l)
            for (std::size_t i = 0; i < in.m[l].size(); ++i) out.m_next[l][i] -= in.beta1 * in.m[l][i];
        })
        .spoils("wrong_batch_divisor", "the gradient of the sum over the samples, in m", [](auto& out, const auto& in) {
          for (std::size_t l = 0; l < in.m.size(); ++l)
            for (std::size_t i = 0; i < in.m[l].size(); ++i) out.m_next[l][i] = in.beta1 * in.m[l][i] + (out.m_next[l][i] - in.beta1 * in.m[l][i]) * static_cast<float>(in.x.shape[0]);
        })
        .spoils("mean_decoded", "the noise is forgotten", []<class T>(TrainStep::Out<T>& out, const TrainStep::In<T>& in, Variant v) {
          auto still = in;
          for (T& e : still.noise) e = 0;
          out = *Wings<TrainStep>::fast(still, v);
        });

}  // namespace
}  // namespace etalon::verify
