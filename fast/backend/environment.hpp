#pragma once
#include <optional>
#include <string>

namespace etalon::fast::backend {

/// "OpenBLAS 0.3.21, kernel Haswell, 1 thread": what results in their last bits depend on, and who chose the kernel.
std::string blas_text();
/// Threads that BLAS calls may use.
void set_blas_threads(int threads);

/// The kernel that OpenBLAS should run instead of `current` on a processor with these instructions, if there is one: its
/// version 0.3.21 takes recent AMD processors with AVX-512 for Haswell, which halves the speed of dgemm.
std::optional<std::string> better_kernel(const std::string& current, bool avx512, bool bfloat16);
/// Where there is a better kernel, starts this program anew with it: OpenBLAS reads OPENBLAS_CORETYPE only when it is
/// loaded. A value that the user has set stays. Call before anything else; returns when nothing is to be done.
void choose_kernel(char** argv);
/// The variables that choose_kernel() has set: programs on trial choose for themselves.
bool set_by_choose_kernel(const std::string& variable);

}  // namespace etalon::fast::backend
