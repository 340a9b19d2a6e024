#include "reference/contract/calculus/finite_difference.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using FiniteDifference = contract::calculus::FiniteDifference;

const auto registered =
    laws_of_function<FiniteDifference, Kind::any, false>()
        .theorem("C6", "order 1 and 2", [](Exact<FiniteDifference>& t) {
          const auto j = reference::calculus::forward_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x);
          auto in = t.in;
          in.h = power_of_two(-200);
          const auto coarse = t.f(in).derivative;
          in.h = power_of_two(-201);
          const auto fine = t.f(in).derivative;
          const int order = t.variant == FiniteDifference::Variant::central ? 2 : 1;
          for (std::size_t k = 0; k < j->size(); ++k) {
            const Interval before = coarse[k] - (*j)[k], after = fine[k] - (*j)[k];
            t.holds(abs(before) <= power_of_two(-200 * order + 60), "the error is O(hᵖ)");
            // What is left of before/2ᵖ is of the next order, for a forward difference the second derivative's neighbour.
            t.holds(abs(after - before / (order == 2 ? 4 : 2)) <= power_of_two(-200 * (order + 1) + 80), "half the step, 2⁻ᵖ of the error");
          }
        })
        .theorem("C7", "exact where Taylor's series ends", [](Exact<FiniteDifference>& t) {
          const Tensor<Interval> x{{1}, {t.in.x[0]}};
          const bool central = t.variant == FiniteDifference::Variant::central;
          t.equal(t.f({central ? "3*x^2 - x" : "3*x - 1", x, t.in.h}).derivative[0], central ? 6 * x[0] - 1 : Interval(3), "the slope itself");
        });

}  // namespace
}  // namespace etalon::verify
