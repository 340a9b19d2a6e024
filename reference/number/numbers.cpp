#include "reference/number/numbers.hpp"

namespace etalon {
template class Dual<Interval>;
template class Variable<Interval>;
template class RunningError<Interval>;
template Values<Interval> detail::values_of<Interval>(std::span<const detail::MemberRef>);
template void detail::fill<Interval>(std::span<const detail::MemberRef>, const Values<Interval>&);
template Inputs detail::view_of<Interval>(std::span<const detail::MemberRef>);
template Values<Variable<Interval>> detail::values_of<Variable<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<Variable<Interval>>(std::span<const detail::MemberRef>, const Values<Variable<Interval>>&);
template Inputs detail::view_of<Variable<Interval>>(std::span<const detail::MemberRef>);
template Values<Dual<Interval>> detail::values_of<Dual<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<Dual<Interval>>(std::span<const detail::MemberRef>, const Values<Dual<Interval>>&);
template Inputs detail::view_of<Dual<Interval>>(std::span<const detail::MemberRef>);
template Values<RunningError<Interval>> detail::values_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<RunningError<Interval>>(std::span<const detail::MemberRef>, const Values<RunningError<Interval>>&);
template Inputs detail::view_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
}  // namespace etalon
template class std::vector<etalon::Interval>;
template struct etalon::Tensor<etalon::Interval>;
template class std::vector<etalon::Tensor<etalon::Interval>>;
template class std::vector<etalon::Value<etalon::Interval>>;
template class std::vector<etalon::Variable<etalon::Interval>>;
template struct etalon::Tensor<etalon::Variable<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::Variable<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::Variable<etalon::Interval>>>;
template class std::vector<etalon::Dual<etalon::Interval>>;
template struct etalon::Tensor<etalon::Dual<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::Dual<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::Dual<etalon::Interval>>>;
template class std::vector<etalon::RunningError<etalon::Interval>>;
template struct etalon::Tensor<etalon::RunningError<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::RunningError<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::RunningError<etalon::Interval>>>;
