#include "reference/contract/optimization/logistic_regression.hpp"

#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/laws/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

using namespace classifiers;
using contract::nn::BceWithLogits;
using contract::optimization::LogisticRegression;
using contract::optimization::LogisticRegressionGradient;
using Variant = LogisticRegression::Variant;

const auto registered =
    laws_of_objective<LogisticRegression>()
        .theorem("C4", "C·m·log 2 without weights", [](Exact<LogisticRegression>& t) {
          auto in = t.in;
          for (Interval& w : in.w) w = 0;
          in.intercept = 0;
          const Interval m = in.x.shape[0];
          t.equal(t.f(in, Variant::sum).objective, in.c * m * log(Interval(2)), "C·m·log 2");
          t.equal(t.f(in, Variant::mean).objective, in.c * log(Interval(2)), "C·log 2");
        })
        .theorem("C6", "nn.bce_with_logits of the scores", [](Exact<LogisticRegression>& t) {
          BceWithLogits::In<Interval> scores{Tensor<Interval>(t.in.y.shape), map(t.in.y, [](std::int64_t y) { return Interval((1 + y) / 2); }), 1};
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            scores.z[i] = t.in.intercept;
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) scores.z[i] += t.in.w[j] * t.in.x(i, j);
          }
          Interval squares = 0;
          for (const Interval& w : t.in.w) squares += square(w);
          const Interval loss = Wings<BceWithLogits>::reference(scores, BceWithLogits::Variant::sum)->loss;
          t.equal(t.f(t.in, Variant::sum).objective, t.in.c * loss + squares / 2, "C·BCE + ½‖w‖²");
        });

const auto registered_gradient = laws_of_gradient<LogisticRegressionGradient>();

}  // namespace
}  // namespace etalon::verify
