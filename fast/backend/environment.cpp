#include "fast/backend/environment.hpp"

#include <cblas.h>

namespace etalon::fast::backend {

std::string blas_text() {
  const std::string config = openblas_get_config();  // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
  const std::string version = config.substr(0, config.find(' ', config.find(' ') + 1));
  const int threads = openblas_get_num_threads();
  return version + ", kernel " + openblas_get_corename() + ", " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

void set_blas_threads(int threads) { openblas_set_num_threads(threads); }

}  // namespace etalon::fast::backend
