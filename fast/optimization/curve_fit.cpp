#include "reference/contract/optimization/curve_fit.hpp"

#include <limits>

#include "fast/optimization/residuals.hpp"

namespace etalon {
using contract::optimization::CurveFit;

/// Levenberg and Marquardt's method by QR, until the residuals are orthogonal enough, or as well as rounding lets them be.
template <>
const Fast<CurveFit> Wings<CurveFit>::fast = []<class T>(const CurveFit::In<T>& in) -> Result<CurveFit::Out<T>> {
  fast::optimization::Residuals<T> now(in.model, in.t, in.y, in.x.size()), then = now;
  Storage<T> x = in.x.data;
  if (auto failure = now.look(x)) return *failure;
  T lambda = T(1) / 1024;
  for (int k = 0; k < 1000 && now.cosine() > in.tolerance / 64; ++k) {
    const auto p = now.step(lambda);
    Storage<T> next = x;
    bool moves = false;
    for (std::size_t j = 0; p && j < x.size(); ++j) next[j] += (*p)[j], moves = moves || next[j] != x[j];
    if (p && !moves) break;
    if (p && !then.look(next) && then.sum <= now.sum) {
      const bool better = then.sum < now.sum || then.cosine() < now.cosine();
      if (!better && lambda < std::numeric_limits<T>::epsilon()) break;
      std::swap(now.r, then.r), std::swap(now.j, then.j), std::swap(now.sum, then.sum);
      x = next, lambda /= 8;
    } else if ((lambda *= 16) > 1 / std::numeric_limits<T>::epsilon()) {
      break;
    }
  }
  return CurveFit::Out<T>{Tensor<T>(in.x.shape, x), now.sum};
};

}  // namespace etalon
