#include "reference/contract/calculus/vjp.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;

/// ⟨a, b⟩, and what it may cancel from.
Interval dot(const Tensor<Interval>& a, const Tensor<Interval>& b, Interval& size) {
  Interval sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k], size += abs(a[k] * b[k]);
  return sum;
}
/// A direction to try.
Tensor<Interval> some(std::int64_t n) {
  Tensor<Interval> v({n});
  for (std::int64_t k = 0; k < n; ++k) v[k] = Interval(k * 5 % 7 - 3) / 2;
  return v;
}

const auto registered =
    laws_of_function<contract::calculus::Vjp, Kind::any>()
        .refuses("C6", "a weight too many", [](Draw& draw) { return refused<contract::calculus::Vjp>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 3); })
        .law("C7", "adjoint to the pass forward", [](Law<contract::calculus::Vjp>& t) {
          const Tensor<Interval> v = some(t.in.x.shape[0]);
          const auto pushed = reference::calculus::forward_product(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x, v);
          Interval size = 0;
          const Interval left = dot(t.in.weights, *pushed, size), right = dot(t.out.product, v, size);
          t.equal_within(left, right, size, "⟨w, Jv⟩ = ⟨Jᵀw, v⟩");
        });

}  // namespace
}  // namespace etalon::verify
