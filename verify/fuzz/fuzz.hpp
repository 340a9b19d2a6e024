#pragma once
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "verify/trial/files.hpp"
#include "verify/trial/limits.hpp"

/// What a target tries: a reader that takes any bytes, or refuses them by std::invalid_argument. Everything else that it does is a finding.
void try_to_read(const std::string& bytes);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  etalon::verify::limits().file = 1 << 24;
  try {
    try_to_read(std::string(reinterpret_cast<const char*>(data), size));
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
