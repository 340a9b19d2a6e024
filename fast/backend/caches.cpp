#include "fast/backend/caches.hpp"

#include <fstream>
#include <string>

namespace etalon::fast::backend {

std::size_t last_cache() {
  static const std::size_t bytes = [] {
    std::size_t largest = 0;
    for (int index = 0; index < 5; ++index) {
      std::ifstream file("/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/size");
      std::size_t size = 0;
      char unit = 0;  // "32768K"
      if (file >> size >> unit && unit == 'K' && (size << 10) > largest) largest = size << 10;
    }
    return largest;
  }();
  return bytes;
}

}  // namespace etalon::fast::backend
