#pragma once
#include "verify/trial/implementation.hpp"

namespace etalon::verify {

/// Shape and dtype of everything that came back (clause C0); "" when they are as declared.
std::string form_error(const Request& request, const Reply& reply, const Values<Interval>& truth);

/// The outputs in the contract's order; analysis outputs stay empty.
Values<double> in_order(const Operation& op, const Reply& reply);

}  // namespace etalon::verify
