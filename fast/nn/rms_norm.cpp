#include "reference/contract/nn/rms_norm.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::RmsNorm;
using contract::nn::RmsNormVjp;

namespace {

/// One row: x/r with r = √(mean x² + ε); entries whose squares would leave the range are scaled by a power of two.
template <class T>
struct Row {
  std::vector<T> normalized;
  T inverse;  ///< 1/r

  Row(const RmsNorm::In<T>& in, std::size_t at) {
    const auto m = static_cast<std::int64_t>(in.weight.size());
    T largest = std::sqrt(in.epsilon);
    for (std::int64_t k = 0; k < m; ++k) largest = std::max(largest, std::fabs(in.x[at + k]));
    const int shift = -std::ilogb(largest);
    for (std::int64_t k = 0; k < m; ++k) normalized.push_back(std::ldexp(in.x[at + k], shift));
    const T root = std::sqrt(mean_of<T>(m, [&](std::int64_t k) { return normalized[k] * normalized[k]; }) + std::ldexp(in.epsilon, 2 * shift));
    for (T& x : normalized) x /= root;
    inverse = std::ldexp(1 / root, shift);
  }
};

}  // namespace

template <>
const Fast<RmsNorm> Wings<RmsNorm>::fast = []<class T>(const RmsNorm::In<T>& in) -> Result<RmsNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t m = in.weight.size();
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    const Row<T> row(in, at);
    for (std::size_t k = 0; k < m; ++k) y[at + k] = in.weight[k] * row.normalized[k];
  }
  return RmsNorm::Out<T>{std::move(y)};
};

/// The closed form: one sum for each row instead of a sweep.
template <>
const Fast<RmsNormVjp> Wings<RmsNormVjp>::fast = []<class T>(const RmsNormVjp::In<T>& in) -> Result<RmsNormVjp::Out<T>> {
  const std::size_t m = in.weight.size();
  RmsNormVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.weight.shape)};
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    const Row<T> row(in, at);
    const T product = mean_of<T>(static_cast<std::int64_t>(m), [&](std::int64_t k) { return in.weight[k] * in.cotangent.y[at + k] * row.normalized[k]; });
    for (std::size_t k = 0; k < m; ++k) {
      const T own = in.weight[k] * in.cotangent.y[at + k], along = row.normalized[k] * product;
      // Where the product underflows, its part of x̄ need not.
      const bool tiny = std::fabs(along) < std::numeric_limits<T>::min();
      out.grad_x[at + k] = tiny ? row.inverse * own - row.inverse * row.normalized[k] * product : row.inverse * (own - along);
      out.grad_weight[k] += in.cotangent.y[at + k] * row.normalized[k];
    }
  }
  return out;
};

}  // namespace etalon
