#include "reference/contract/gan/unrolled_generator_loss.hpp"

#include "reference/contract/gan/train_step.hpp"
#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using contract::gan::TrainStep;
using contract::gan::UnrolledGeneratorLoss;
using contract::gan::UnrolledGeneratorLossGradient;
using Op = UnrolledGeneratorLoss;

/// The discriminator after its steps, held from there on.
template <class T>
Op::In<T> held(Op::In<T> in) {
  for (; in.steps > 0; --in.steps) {
    const auto next = Wings<TrainStep>::fast(TrainStep::In<T>{in.real, in.noise, in.d_weights, in.d_biases, in.g_weights, in.g_biases, in.activation, in.slope, in.d_rate, 0}, {});
    in.d_weights = next->d_weights_next, in.d_biases = next->d_biases_next;
  }
  return in;
}
template <class T>
Op::In<T> with_steps(Op::In<T> in, std::int64_t steps) {
  in.steps = steps;
  return in;
}

const auto registered =
    mutants<UnrolledGeneratorLoss>()
        .spoils("plain", "the discriminator before its steps", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<UnrolledGeneratorLoss>::fast(with_steps(in, 0)); })
        .spoils("one_more", "a step too many", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<UnrolledGeneratorLoss>::fast(with_steps(in, in.steps + 1)); })
        .spoils("ascent", "the discriminator worsens", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto plain = Wings<UnrolledGeneratorLoss>::fast(with_steps(in, 0))->loss;
          out.loss = 2 * plain - out.loss;
        });

const auto registered_gradient =
    mutants<UnrolledGeneratorLossGradient>()
        .spoils("detached", "the steps detached: the gradient through the last discriminator alone", []<class T>(UnrolledGeneratorLossGradient::Out<T>& out, const Op::In<T>& in) {
          out = *Wings<UnrolledGeneratorLossGradient>::fast(held(in));
        })
        .spoils("plain", "the discriminator before its steps", []<class T>(UnrolledGeneratorLossGradient::Out<T>& out, const Op::In<T>& in) { out = *Wings<UnrolledGeneratorLossGradient>::fast(with_steps(in, 0)); })
        .spoils("last_step_alone", "the steps before the last detached", []<class T>(UnrolledGeneratorLossGradient::Out<T>& out, const Op::In<T>& in) {
          if (in.steps == 0) return;
          auto last = held(with_steps(in, in.steps - 1));
          last.steps = 1;
          out = *Wings<UnrolledGeneratorLossGradient>::fast(last);
        })
        .spoils("no_biases", "the biases without gradients", [](auto& out, const auto&) {
          for (auto& layer : out.grad_g_biases)
            for (auto& g : layer) g = 0;
        });

}  // namespace
}  // namespace etalon::verify
