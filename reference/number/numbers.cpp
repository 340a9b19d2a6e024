#include "reference/number/numbers.hpp"

namespace etalon {
template class Dual<Interval>;
template class Variable<Interval>;
template class RunningError<Interval>;
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
