#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// Corners that every operation has, made of its core classes wherever no clause with a predicate forbids it:
/// - each size at its least, 0 or 1, while the others are ordinary;
/// - an extent beside a power of two that blocks, tiles and vectors have;
/// - one or two entries, or one input, near the ends of the range while the others are ordinary, and lanes at levels of their own;
///   but in linalg, where a far entry makes of a well-conditioned matrix one that is singular in rounding: it has matrices near
///   overflow, near underflow, and graded.
std::vector<InputClass> corner_classes(const Operation& op);

}  // namespace etalon::verify
