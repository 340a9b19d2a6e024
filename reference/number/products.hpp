#pragma once
#include <cstdint>

namespace etalon {

/// Products of enclosures that this thread has formed so far: what a computation costs, the same on every machine.
std::uint64_t products_formed();

}  // namespace etalon
