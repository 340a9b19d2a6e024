#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// Corners that every operation has, made of its core classes wherever no clause with a predicate forbids it:
/// - each size at its least, 0 or 1, while the others are ordinary;
/// - an extent beside a power of two that blocks, tiles and vectors have;
/// - one or two entries, or one input, near the ends of the range while the others are ordinary, and lanes at levels of their own;
///   not in a derivative of linalg, which multiplies inverses and factors: they leave the range long before the result does.
std::vector<InputClass> corner_classes(const Operation& op);

/// The names of the last kind.
const std::vector<std::string>& far_corners();

}  // namespace etalon::verify
