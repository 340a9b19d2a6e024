#pragma once
#include <concepts>
#include <utility>

#include "reference/contract/tensor.hpp"
#include "reference/number/numbers.hpp"

/// What is computed and proved on enclosures, carried over to the numbers that differentiate: by slopes that are known.
namespace etalon::reference::linalg {

/// The enclosures alone.
inline const Tensor<Interval>& values_of(const Tensor<Interval>& x) { return x; }
template <Lifted N>
Tensor<Interval> values_of(const Tensor<N>& x) {
  static_assert(std::same_as<typename N::Scalar, Interval>, "the slopes are enclosures: they carry no derivative of their own");
  return map(x, [](const N& entry) { return entry.value(); });
}

/// y with the same value, and slope(i) by each entry xᵢ besides: one step of the chain rule for each.
template <Lifted N, class F>
N lifted(N y, const Tensor<N>& x, F slope) {
  for (std::size_t i = 0; i < x.size(); ++i) y = N::chain(y.value(), y, 1, x[i], slope(i));
  return y;
}

/// Any slope of a unit vector's kind, where vectors are free.
inline Interval any_slope() { return Interval::hull(Interval(-1), Interval(1)); }

}  // namespace etalon::reference::linalg
