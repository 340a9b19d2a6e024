#include <cmath>

#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"
#include "reference/contract/optimization/natural_gradient.logistic.hpp"

namespace etalon {
using namespace fast::optimization;
using Op = contract::optimization::NaturalGradientLogistic;

/// By LAPACK's potrf of F, with weights that keep their digits where p is near 0 or 1.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const std::int64_t m = in.x.shape[0], n = in.x.shape[1];
  Tensor<T> f({n, n}), descent({n});
  const Tensor<T> z = fast::linalg::times(in.x, in.theta);
  for (std::int64_t i = 0; i < m; ++i) {
    const T e = std::exp(-std::abs(z[i])), weight = e / ((1 + e) * (1 + e)), p = (z[i] > 0 ? 1 : e) / (1 + e);
    for (std::int64_t j = 0; j < n; ++j) {
      descent[j] -= in.x(i, j) * (p - in.y[i]);
      for (std::int64_t k = 0; k <= j; ++k) f(j, k) += in.x(i, j) * weight * in.x(i, k);
    }
  }
  const auto solved = definite_step(f, descent);
  if (!solved) return domain("C3", "the columns of X are not independent");
  return Op::Out<T>{*solved};
};

}  // namespace etalon
