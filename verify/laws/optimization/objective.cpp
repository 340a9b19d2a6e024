#include "reference/contract/optimization/objective.hpp"

#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::optimization::Objective;
using In = Objective::In<double>;

const auto registered =
    laws_of_function<Objective, Kind::scalar, false>()
        .inputs(edge, "at a minimum", [](Draw& draw) {
          if (draw.coin()) return In{"himmelblau", {{2}, {3, 2}}};
          const std::int64_t n = draw.extent(2, 5);
          return In{"rosenbrock", {{n}, std::vector<double>(static_cast<std::size_t>(n), 1)}};
        })
        .refuses("C5", "two outputs", [](Draw& draw) { return refused<Objective>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .law("C6", "no value below the minimum", [](Law<Objective>& t) {
          if (t.in.function == "rosenbrock" || t.in.function == "himmelblau") t.exactly_at_most(0, t.out.value, "0 ≤ f");
        })
        .theorem("C6", "minima", [](Exact<Objective>& t) {
          t.equal(t.f({"himmelblau", {{2}, {3, 2}}}).value, 0, "Himmelblau's (3, 2)");
          t.equal(t.f({"rosenbrock", {t.in.x.shape[0] > 1 ? t.in.x.shape : Dimensions{2}, std::vector<Interval>(std::max<std::size_t>(t.in.x.size(), 2), 1)}}).value, 0, "Rosenbrock's (1, …, 1)");
        })
        .theorem("C7", "½xᵀAx", [](Exact<Objective>& t) {
          const auto& x = t.in.x;
          Interval form = 0, squares = 0;
          for (std::size_t i = 0; i < x.size(); ++i) {
            const Interval before = i > 0 ? x[i - 1] : Interval(0), after = i + 1 < x.size() ? x[i + 1] : Interval(0);
            form += x[i] * (2 * x[i] - before - after) / 2;
            squares += square(x[i]);
          }
          t.equal_within(t.f({"quadratic_form", x}).value, form, squares, "½xᵀAx");
        });

}  // namespace
}  // namespace etalon::verify
