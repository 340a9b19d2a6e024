#include "reference/contract/calculus/ad_cost.hpp"

#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::calculus::AdCost;

const auto registered =
    laws_of_function<AdCost, Kind::any, false>()
        .law("C4", "variables to outputs", [](Law<AdCost>& t) {
          const std::int64_t n = t.in.x.shape[0], m = contract::function_of(t.in.function, n).outputs_count();
          t.exactly(t.out.forward * m == t.out.reverse * n && t.out.forward == n * t.out.slopes, "forward : reverse = n : m");
        })
        .theorem("C5", "another x, another output", [](Exact<AdCost>& t) {
          if (t.in.function.front() != '[') return;
          const auto cost = t.f(t.in), more = t.f({t.in.function.substr(0, t.in.function.size() - 1) + ", x[0]]", t.in.x});
          t.holds(more.slopes == cost.slopes && more.forward == cost.forward && more.reverse == cost.reverse + cost.slopes, "a sweep more, and no slope");
          t.holds(t.f({"exp(x[0])*sin(x[0]) - x[0]/3", t.in.x}).slopes == 6, "exp, sin, the product's two and the quotient's two");
        });

}  // namespace
}  // namespace etalon::verify
