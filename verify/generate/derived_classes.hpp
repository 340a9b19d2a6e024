#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// The classes of inputs that nobody writes: of a derivative those of its primal, with cotangents; for every clause with a
/// predicate inputs of the core classes, spoilt where the predicate forbids it.
void add_derived_classes(Operation& op);

}  // namespace etalon::verify
