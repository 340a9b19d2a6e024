#include "reference/contract/optimization/squared_hinge_svm.hpp"

#include "reference/contract/nn/hinge_loss.hpp"
#include "verify/laws/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

using namespace classifiers;
using contract::nn::HingeLoss;
using contract::optimization::SquaredHingeSvm;
using contract::optimization::SquaredHingeSvmGradient;
using Variant = SquaredHingeSvm::Variant;

const auto registered =
    laws_of_objective<SquaredHingeSvm>()
        .theorem("C4", "C·m without weights", [](Exact<SquaredHingeSvm>& t) {
          auto in = t.in;
          for (Interval& w : in.w) w = 0;
          in.intercept = 0;
          const Interval m = in.x.shape[0];
          t.equal(t.f(in, Variant::sum).objective, in.c * m, "C·m");
          t.equal(t.f(in, Variant::mean).objective, in.c, "C");
        })
        .theorem("C6", "above the square of the mean hinge", [](Exact<SquaredHingeSvm>& t) {
          HingeLoss::In<Interval> scores{Tensor<Interval>(t.in.y.shape), t.in.y};
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            scores.scores[i] = t.in.intercept;
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) scores.scores[i] += t.in.w[j] * t.in.x(i, j);
          }
          Interval squares = 0;
          for (const Interval& w : t.in.w) squares += square(w);
          const Interval hinge = Wings<HingeLoss>::reference(scores, HingeLoss::Variant::mean)->loss;
          t.at_most(t.in.c * square(hinge), (t.f(t.in, Variant::mean).objective - squares / 2) * (1 + power_of_two(-64)) + power_of_two(-64), "C·(mean hinge)²");
        });

constexpr const char* overflowing = "terms of both signs overflow where their sum need not; scales of C and of margins are classes of their own";
const auto registered_gradient =
    laws_of_gradient<SquaredHingeSvmGradient>().leaves_out("one or two entries far from the others", overflowing).leaves_out("one input far from the others", overflowing);

}  // namespace
}  // namespace etalon::verify
