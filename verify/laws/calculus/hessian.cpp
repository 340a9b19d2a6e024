#include "reference/contract/calculus/hessian.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Hessian = contract::calculus::Hessian;

const auto registered =
    laws_of_function<Hessian, Kind::scalar>()
        .refuses("C5", "two outputs", [](Draw& draw) { return refused<Hessian>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .law("C6", "symmetric", [](Law<Hessian>& t) {
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) t.equal(t.out.hessian(i, j), t.out.hessian(j, i), "∂²f/∂xᵢ∂xⱼ = ∂²f/∂xⱼ∂xᵢ");
        })
        .theorem("C7", "its rows differentiate the gradient", [](Exact<Hessian>& t) {
          const auto h = t.f(t.in).hessian;
          const std::int64_t n = t.in.x.shape[0];
          const Interval step = power_of_two(-400);
          const Formula f = contract::function_of(t.in.function, t.in.x.shape[0]);
          for (std::int64_t j = 0; j < n; ++j) {
            auto ahead = t.in.x, behind = t.in.x;
            ahead[j] += step, behind[j] -= step;
            const auto up = reference::calculus::forward_jacobian(f, ahead), down = reference::calculus::forward_jacobian(f, behind);
            for (std::int64_t i = 0; i < n; ++i) {
              const Interval slope = ((*up)[i] - (*down)[i]) / (2 * step);
              t.holds(abs(slope - h(i, j)) <= power_of_two(-300), "a central difference of the gradient, of step 2⁻⁴⁰⁰");
            }
          }
        })
        .theorem("C7", "of a quadratic", [](Exact<Hessian>& t) {
          if (t.in.function != "quadratic_form") return;
          const auto h = t.f(t.in).hessian;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < t.in.x.shape[0]; ++j) t.equal(h(i, j), i == j ? 2 : std::abs(i - j) == 1 ? -1 : 0, "A");
        });

}  // namespace
}  // namespace etalon::verify
