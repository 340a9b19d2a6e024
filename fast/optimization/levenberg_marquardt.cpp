#include "reference/contract/optimization/levenberg_marquardt.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/optimization/models.hpp"
#include "reference/contract/linalg/lstsq.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::linalg::Lstsq;
using contract::optimization::LevenbergMarquardt;

/// LAPACK's gels of J over √λ·D.
template <>
const Fast<LevenbergMarquardt> Wings<LevenbergMarquardt>::fast =
    []<class T>(const LevenbergMarquardt::In<T>& in, LevenbergMarquardt::Variant variant) -> Result<LevenbergMarquardt::Out<T>> {
  const std::int64_t m = in.j.shape[0], n = in.j.shape[1];
  Lstsq::In<T> stacked{Tensor<T>({m + n, n}), Tensor<T>({m + n, 1})};
  std::copy(in.j.begin(), in.j.end(), stacked.a.begin());
  for (std::int64_t i = 0; i < m; ++i) stacked.b[i] = -in.r[i];
  for (std::int64_t k = 0; k < n; ++k) {
    T scale = 1;
    if (variant == LevenbergMarquardt::Variant::marquardt) {
      Tensor<T> column({m});
      for (std::int64_t i = 0; i < m; ++i) column[i] = in.j(i, k);
      scale = norm(column);
      if (scale == 0) return domain("C2", "column " + std::to_string(k) + " is 0");
    }
    stacked.a(m + k, k) = std::sqrt(in.lambda) * scale;
  }
  const auto solved = Wings<Lstsq>::fast(stacked);
  if (!solved) return solved.failure();
  return LevenbergMarquardt::Out<T>{Tensor<T>({n}, solved->x.data)};
};

}  // namespace etalon
