#include "fast/backend/environment.hpp"

#include <cblas.h>
#include <unistd.h>

#include <cstdlib>

namespace etalon::fast::backend {
namespace {

constexpr const char* kernel_variable = "OPENBLAS_CORETYPE";
constexpr const char* replaced_variable = "ETALON_REPLACED_KERNEL";  // what OpenBLAS had chosen, for the program started anew

std::string origin_of_kernel() {
  if (const char* replaced = std::getenv(replaced_variable)) return std::string(" (chosen by etalon; OpenBLAS took ") + replaced + ")";
  if (const char* wanted = std::getenv(kernel_variable)) return std::string(" (OPENBLAS_CORETYPE=") + wanted + ")";
  return "";
}

}  // namespace

std::string blas_text() {
  const std::string config = openblas_get_config();  // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
  const std::string version = config.substr(0, config.find(' ', config.find(' ') + 1));
  const int threads = openblas_get_num_threads();
  return version + ", kernel " + openblas_get_corename() + origin_of_kernel() + ", " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

void set_blas_threads(int threads) { openblas_set_num_threads(threads); }

std::optional<std::string> better_kernel(const std::string& current, bool avx512, bool bfloat16) {
  const bool has_none = current != "SkylakeX" && current != "Cooperlake" && current != "Sapphirerapids";
  if (!avx512 || !has_none) return std::nullopt;
  return bfloat16 ? "Cooperlake" : "SkylakeX";
}

void choose_kernel([[maybe_unused]] char** argv) {
#if defined(__x86_64__) && defined(__linux__)
  if (std::getenv(kernel_variable)) return;
  __builtin_cpu_init();  // this may be called before libgcc has done so
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  const std::string current = openblas_get_corename();
  const auto better = better_kernel(current, avx512, avx512 && __builtin_cpu_supports("avx512bf16"));
  if (!better) return;
  setenv(replaced_variable, current.c_str(), 1);
  setenv(kernel_variable, better->c_str(), 1);
  execv("/proc/self/exe", argv);
  unsetenv(kernel_variable);  // it could not be started: go on as it is
  unsetenv(replaced_variable);
#endif
}

bool set_by_choose_kernel(const std::string& variable) {
  return std::getenv(replaced_variable) && (variable == kernel_variable || variable == replaced_variable);
}

}  // namespace etalon::fast::backend
