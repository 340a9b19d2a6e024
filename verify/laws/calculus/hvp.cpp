#include "reference/contract/calculus/hvp.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Hvp = contract::calculus::Hvp;

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
    laws_of_function<Hvp, Kind::scalar>()
        .refuses("C5", "two outputs", [](Draw& draw) { return refused<Hvp>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .law("C7", "symmetric", [](Law<Hvp>& t) {
          const Tensor<Interval> u = some(t.in.x.shape[0]);
          const auto other = reference::calculus::hessian_product(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x, u);
          Interval size = 0;
          const Interval left = dot(u, t.out.product, size), right = dot(t.in.direction, *other, size);
          t.equal_within(left, right, size, "⟨u, ∇²f·v⟩ = ⟨v, ∇²f·u⟩");
        });

}  // namespace
}  // namespace etalon::verify
