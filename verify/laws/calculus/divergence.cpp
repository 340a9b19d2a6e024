#include "reference/contract/calculus/divergence.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Divergence = contract::calculus::Divergence;

const auto registered =
    laws_of_function<Divergence, Kind::square>()
        .refuses("C5", "more outputs than variables", [](Draw& draw) { return refused<Divergence>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .theorem("C6", "the trace of the Jacobian", [](Exact<Divergence>& t) {
          const auto j = reference::calculus::reverse_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x);
          Interval sum = 0, size = 0;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) sum += (*j)(i, i), size += abs((*j)(i, i));
          t.equal_within(t.f(t.in).divergence, sum, size, "tr J");
        })
        .theorem("C6", "of a rotation and of a gradient", [](Exact<Divergence>& t) {
          if (t.in.x.size() != 2) return;
          t.equal(t.f({"[-x[1], x[0]]", t.in.x}).divergence, 0, "a rotation's");
          t.equal(t.f({"[2*x[0] - 3*x[1], -3*x[0] + 4*x[1]]", t.in.x}).divergence, 6, "the Laplacian of x₀² − 3x₀x₁ + 2x₁²");
        });

}  // namespace
}  // namespace etalon::verify
