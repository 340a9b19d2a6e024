#include "reference/contract/calculus/jvp.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using Jvp = contract::calculus::Jvp;

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
    laws_of_function<Jvp, Kind::any>()
        .law("C6", "adjoint to the reverse sweep", [](Law<Jvp>& t) {
          const Tensor<Interval> w = some(t.out.product.shape[0]);
          const auto pulled = reference::calculus::reverse_product(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x, w);
          Interval size = 0;
          const Interval left = dot(w, t.out.product, size), right = dot(*pulled, t.in.direction, size);
          t.equal_within(left, right, size, "⟨w, Jv⟩ = ⟨Jᵀw, v⟩");
        });

}  // namespace
}  // namespace etalon::verify
