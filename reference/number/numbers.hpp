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
