#pragma once
#include "verify/trial/implementation.hpp"

namespace etalon::verify {

/// Shape and dtype of everything that came back (clause C0).
struct Form {
  std::string error;   ///< "" when they are as declared
  std::string remark;  ///< a dtype that holds more than the one asked for, where that is no error
};
Form form_of(const Request& request, const Reply& reply, const Values<Interval>& truth);

/// The outputs in the contract's order; analysis outputs stay empty. Integers that came as reals are integers.
Values<double> in_order(const Operation& op, const Reply& reply);

}  // namespace etalon::verify
