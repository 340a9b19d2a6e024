#include "verify/report/environment.hpp"

#include <fstream>

#include "fast/backend/environment.hpp"

namespace etalon::verify {

std::string environment_text() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.rfind("model name", 0) == 0) return fast::backend::blas_text() + "; " + line.substr(line.find(':') + 2);
  return fast::backend::blas_text();
}

}  // namespace etalon::verify
