#include "reference/contract/gan/train_step.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using contract::gan::TrainStep;
using Op = TrainStep;
using Variant = Op::Variant;

const auto registered =
    mutants<TrainStep>()
        .spoils("not_detached", "the samples not detached in the discriminator's step: its gradient is left in the generator's", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          // the generator's gradient of the discriminator's loss is that of the saturating loss against the old discriminator, negated
          auto other = in;
          other.d_rate = 0;
          const auto step = Wings<TrainStep>::fast(other, Variant::saturating);
          for (std::size_t l = 0; l < in.g_weights.size(); ++l)
            for (std::size_t i = 0; i < in.g_weights[l].size(); ++i) out.g_weights_next[l][i] -= step->g_weights_next[l][i] - in.g_weights[l][i];
        })
        .spoils("old_discriminator", "both steps at once: the generator's against the discriminator before its step", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          other.d_rate = 0;
          const auto step = Wings<TrainStep>::fast(other, v);
          out.g_weights_next = step->g_weights_next, out.g_biases_next = step->g_biases_next;
        })
        .spoils("ascent", "the generator climbs", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t l = 0; l < in.g_weights.size(); ++l)
            for (std::size_t i = 0; i < in.g_weights[l].size(); ++i) out.g_weights_next[l][i] = 2 * in.g_weights[l][i] - out.g_weights_next[l][i];
        })
        .spoils("the_other_loss", "the other convention's loss of the generator", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<TrainStep>::fast(in, v == Variant::saturating ? Variant::non_saturating : Variant::saturating);
        })
        .spoils("one_rate", "the discriminator's rate for both", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          other.g_rate = in.d_rate;
          out = *Wings<TrainStep>::fast(other, v);
        });

}  // namespace
}  // namespace etalon::verify
