#pragma once
#include <vector>

#include "reference/number/format.hpp"
#include "verify/trial/operation.hpp"

/// What rounding can cost each entry of each output: the budgets that bounds are made of.
namespace etalon::verify {

using Budget = std::vector<std::vector<Interval>>;
/// 1 for some of the entries of each output field.
using Marks = std::vector<std::vector<char>>;

/// B = |y| + Σⱼ sup|∂y/∂xⱼ|·|xⱼ| over the box x(1 ± 2u) of the data inputs, for each output field and entry; 0 for those that are not `wanted`.
Budget inherent_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, const Marks* wanted = nullptr);

/// T over the same box: no less than B, in one pass without a sweep; infinite, or nothing, where the box leaves the domain. `near` takes, of
/// the textbook outputs instead, T at the point, up to a thousandth more, where the box is hardly wider: infinite elsewhere.
Budget inherent_upper_end(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, Budget* near = nullptr);

/// F: what rounding the factors of products to the format costs the textbook formula, in units of its u.
Budget factor_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format);

/// T: the running error analysis of the textbook formula, in units of u, for each output field and entry; `known` stays where it is finite.
Budget textbook_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, Budget known = {});

template <class T>
std::size_t entries_of(const Value<T>& output) {
  std::size_t count = 0;
  for (const Tensor<T>* tensor : real_tensors(output)) count += tensor->size();
  return count;
}
/// Points outside every representable format stay infinite: no bound helps there.
inline Interval magnitude_or_zero(const Interval& y) { return y.is_finite() ? y.magnitude() : Interval(0); }

}  // namespace etalon::verify
