#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// The classes of inputs that nobody writes: of a derivative those of its primal, with cotangents; for every clause with a
/// predicate inputs of the core classes, spoilt where the predicate forbids it; the corners of corner_classes.hpp;
/// and beside them the large ones of large_classes.hpp.
void add_derived_classes(Operation& op);

/// What draws the core classes that are not derived and not refused.
std::vector<std::function<Values<double>(Draw&)>> ordinary_classes(const Operation& op);
/// The first clause with a predicate that these inputs break, or "".
std::string first_broken(const Operation& op, const Values<double>& values);
/// Does the operation say that it is not tried on the class of that name?
bool leaves_out(const Operation& op, const std::string& name);

}  // namespace etalon::verify
