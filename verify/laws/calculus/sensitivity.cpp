#include "reference/contract/calculus/sensitivity.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Sensitivity = contract::calculus::Sensitivity;

const auto registered =
    laws_of_function<Sensitivity, Kind::any>()
        .refuses("C5", "an output that is 0", [](Draw& draw) { return refused<Sensitivity>(draw, "[x[0] + 1, x[0] - x[0]]", draw.reals({1}, -3, -1), 2); })
        .theorem("C6", "powers and products", [](Exact<Sensitivity>& t) {
          const Interval x = abs(t.in.x[0]) + 1;
          t.equal(t.f({"[x^5, x^-3, x^0.5, 7*x*x]", {{1}, {x}}}).condition, {{4}, {5, 3, Interval(1) / 2, 2}}, "|k| of xᵏ");
        })
        .theorem("C7", "the norm", [](Exact<Sensitivity>& t) {
          const auto jacobian = reference::calculus::reverse_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x);
          Interval squares = 0;
          for (const Interval& slope : *jacobian) squares += square(slope);
          t.equal(square(t.f(t.in).norm), squares, "‖J‖² = Σ (∂fᵢ/∂xⱼ)²");
        });

}  // namespace
}  // namespace etalon::verify
