#pragma once
#include <string>

namespace etalon::verify {

/// What results may depend on: the BLAS library, the kernel that it chose, its threads, the processor.
std::string environment_text();

}  // namespace etalon::verify
