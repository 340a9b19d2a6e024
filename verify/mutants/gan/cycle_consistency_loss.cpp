#include "reference/contract/gan/cycle_consistency_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::CycleConsistencyLoss;
using contract::gan::CycleConsistencyLossGradient;
using Op = CycleConsistencyLoss;
using Variant = Op::Variant;

const auto registered =
    mutants<CycleConsistencyLoss>()
        .spoils("one_direction", "x to y and back alone", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<CycleConsistencyLoss>::fast(Op::In<T>{in.x, in.x_cycled, in.y, in.y, in.lambda}, v);
        })
        .spoils("same_direction_twice", "x to y and back for both", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<CycleConsistencyLoss>::fast(Op::In<T>{in.x, in.x_cycled, in.x, in.x_cycled, in.lambda}, v);
        })
        .spoils("averaged", "half of the sum of both directions", [](auto& out, const auto&) { out.loss /= 2; })
        .spoils("the_other_mean", "the mean over entries for that over images, or the other way round", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<CycleConsistencyLoss>::fast(in, v == Variant::mean ? Variant::batch_mean : Variant::mean);
        })
        .spoils("squared", "L2 for L1", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.loss = 0;
          const auto add = [&](const Tensor<T>& cycled, const Tensor<T>& x) {
            for (std::size_t i = 0; i < x.size(); ++i) out.loss += in.lambda * (cycled[i] - x[i]) * (cycled[i] - x[i]) / static_cast<T>(Op::divisor(x, v));
          };
          add(in.x_cycled, in.x), add(in.y_cycled, in.y);
        });

const auto registered_gradient =
    mutants<CycleConsistencyLossGradient>()
        .spoils("one_direction", "the way back detached", [](auto& out, const auto&) {
          for (auto& g : out.grad_y_cycled) g = 0;
        })
        .spoils("sign", "away from the image", [](auto& out, const auto&) {
          for (auto& g : out.grad_x_cycled) g = -g;
        })
        .spoils("wrong_size", "both over the number of x", []<class T>(CycleConsistencyLossGradient::Out<T>& out, const Op::In<T>& in, Variant v) {
          scale(out.grad_y_cycled, static_cast<T>(Op::divisor(in.y, v)) / static_cast<T>(Op::divisor(in.x, v)));
        })
        .spoils("lambda_forgotten", "without the weight", []<class T>(CycleConsistencyLossGradient::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<CycleConsistencyLossGradient>::fast(Op::In<T>{in.x, in.x_cycled, in.y, in.y_cycled, 1}, v);
        });

}  // namespace
}  // namespace etalon::verify
