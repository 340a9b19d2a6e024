#pragma once
#include <cstddef>

namespace etalon::fast::backend {

/// Bytes of the last cache that the first processor shares with others, as Linux tells; 0 where nobody does. (sysconf tells all of the machine's.)
std::size_t last_cache();

}  // namespace etalon::fast::backend
