#include "reference/contract/calculus/complex_step.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::calculus::ComplexStep;

const auto registered =
    laws_of_function<ComplexStep, Kind::analytic>()
        .inputs(core, "steps far below the last bit of x", [](Draw& draw) {
          auto in = given<ComplexStep>(draw, random_formula(draw, Kind::analytic));
          in.h = std::ldexp(1.0, -2 * draw.format.precision);
          return in;
        })
        .refuses("C4", "functions of real numbers alone", [](Draw& draw) {
          return refused<ComplexStep>(draw, draw.one_of({"abs(x[0])", "max(x[0], 1)", "1 + relu(x[0])", "erf(x[0])"}), draw.reals({1}, -3, 1));
        })
        .theorem("C6", "order 2", [](Exact<ComplexStep>& t) {
          auto in = t.in;
          in.h = power_of_two(-200);
          const auto j = reference::calculus::forward_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x);
          const auto step = t.f(in).derivative;
          for (std::size_t k = 0; k < j->size(); ++k) t.holds(abs(step[k] - (*j)[k]) <= power_of_two(-320), "the derivative, to h²");
        });

}  // namespace
}  // namespace etalon::verify
