#pragma once
#include <cstdint>

namespace etalon::verify {

/// Conditions of checks that this thread's enclosures have left open so far: with more bits they may be violated.
std::uint64_t doubts_met();

}  // namespace etalon::verify
