#pragma once
// The numbers that a textbook formula runs on: what every reference/<family>/<op>.cpp includes.
#include "reference/number/dual.hpp"
#include "reference/number/elementary.hpp"
#include "reference/number/interval.hpp"
#include "reference/number/running_error.hpp"
#include "reference/number/variable.hpp"
#include "reference/contract/evaluator.hpp"

// Instantiated once, in numbers.cpp, instead of in every operation.
namespace etalon {
extern template class Dual<Interval>;
extern template class Variable<Interval>;
extern template class RunningError<Interval>;
extern template Values<Interval> detail::values_of<Interval>(std::span<const detail::MemberRef>);
extern template void detail::fill<Interval>(std::span<const detail::MemberRef>, Values<Interval>&);
extern template Inputs detail::view_of<Interval>(std::span<const detail::MemberRef>);
extern template Values<Variable<Interval>> detail::values_of<Variable<Interval>>(std::span<const detail::MemberRef>);
extern template void detail::fill<Variable<Interval>>(std::span<const detail::MemberRef>, Values<Variable<Interval>>&);
extern template Inputs detail::view_of<Variable<Interval>>(std::span<const detail::MemberRef>);
extern template Values<Dual<Interval>> detail::values_of<Dual<Interval>>(std::span<const detail::MemberRef>);
extern template void detail::fill<Dual<Interval>>(std::span<const detail::MemberRef>, Values<Dual<Interval>>&);
extern template Inputs detail::view_of<Dual<Interval>>(std::span<const detail::MemberRef>);
extern template Values<RunningError<Interval>> detail::values_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
extern template void detail::fill<RunningError<Interval>>(std::span<const detail::MemberRef>, Values<RunningError<Interval>>&);
extern template Inputs detail::view_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
}  // namespace etalon
extern template class std::vector<etalon::Interval>;
extern template struct etalon::Tensor<etalon::Interval>;
extern template class std::vector<etalon::Tensor<etalon::Interval>>;
extern template class std::vector<etalon::Value<etalon::Interval>>;
extern template class std::vector<etalon::Variable<etalon::Interval>>;
extern template struct etalon::Tensor<etalon::Variable<etalon::Interval>>;
extern template class std::vector<etalon::Tensor<etalon::Variable<etalon::Interval>>>;
extern template class std::vector<etalon::Value<etalon::Variable<etalon::Interval>>>;
extern template class std::vector<etalon::Dual<etalon::Interval>>;
extern template struct etalon::Tensor<etalon::Dual<etalon::Interval>>;
extern template class std::vector<etalon::Tensor<etalon::Dual<etalon::Interval>>>;
extern template class std::vector<etalon::Value<etalon::Dual<etalon::Interval>>>;
extern template class std::vector<etalon::RunningError<etalon::Interval>>;
extern template struct etalon::Tensor<etalon::RunningError<etalon::Interval>>;
extern template class std::vector<etalon::Tensor<etalon::RunningError<etalon::Interval>>>;
extern template class std::vector<etalon::Value<etalon::RunningError<etalon::Interval>>>;
