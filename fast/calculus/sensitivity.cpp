#include "reference/contract/calculus/sensitivity.hpp"
#include <limits>

#include "reference/contract/linalg/frobenius_norm.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Sensitivity = contract::calculus::Sensitivity;

/// From the Jacobian; squares that would overflow are those of a norm that does not.
template <>
const Fast<Sensitivity> Wings<Sensitivity>::fast = []<class T>(const Sensitivity::In<T>& in) -> Result<Sensitivity::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tensor<T> jacobian;
  Storage<T> y;
  if (auto failure = jacobian_of(f, in.x, jacobian, &y)) return *failure;
  const std::int64_t m = f.outputs_count(), n = in.x.shape[0];
  Tensor<T> condition({m});
  for (std::int64_t i = 0; i < m; ++i) {
    const T value = std::fabs(y[static_cast<std::size_t>(i)]);
    if (value == 0) return domain("C5", "output " + std::to_string(i) + " is 0");
    T sum = 0;
    for (std::int64_t j = 0; j < n; ++j) sum += std::fabs(jacobian(i, j) * in.x[static_cast<std::size_t>(j)]);
    condition[static_cast<std::size_t>(i)] = sum / value;
  }
  using contract::linalg::FrobeniusNorm;
  const auto norm = Wings<FrobeniusNorm>::fast(FrobeniusNorm::In<T>{jacobian});
  return Sensitivity::Out<T>{norm ? norm->norm : std::numeric_limits<T>::infinity(), condition};
};

}  // namespace etalon
