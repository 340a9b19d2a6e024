#pragma once
#include <string>

namespace etalon::fast::backend {

/// "OpenBLAS 0.3.21 …, kernel Haswell, 1 thread": what results in their last bits depend on.
std::string blas_text();
/// Threads that BLAS calls may use.
void set_blas_threads(int threads);

}  // namespace etalon::fast::backend
