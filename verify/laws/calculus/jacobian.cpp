#include "reference/contract/calculus/jacobian.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Jacobian = contract::calculus::Jacobian;

const auto registered =
    laws_of_function<Jacobian, Kind::any>()
        .theorem("C5", "both modes agree", [](Exact<Jacobian>& t) {
          t.equal(*reference::calculus::reverse_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x), t.f(t.in).jacobian, "reverse = forward");
        })
        .theorem("C6", "a multiple of the function", [](Exact<Jacobian>& t) {
          const auto f = contract::read_function(t.in.function, t.in.x.shape[0]);
          if (std::get<Formula>(f).outputs.size() != 1 || t.in.function.front() != '[') return;
          const std::string one = t.in.function.substr(1, t.in.function.size() - 2);
          const auto j = t.f(t.in).jacobian, both = t.f({"[2*(" + one + "), 3*(" + one + ")]", t.in.x}).jacobian;
          for (std::size_t k = 0; k < j.size(); ++k) {
            t.equal(both[k], 2 * j[k], "2f");
            t.equal(both[j.size() + k], 3 * j[k], "3f");
          }
        });

}  // namespace
}  // namespace etalon::verify
