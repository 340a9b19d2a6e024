#include "reference/contract/tensor/variance.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Variance;
using contract::tensor::VarianceVjp;

namespace {

/// (x − μ)·2^shift, so that no square of them leaves the range.
template <class T>
struct Deviations {
  std::vector<T> scaled;
  int shift = 0;

  template <class F>
  Deviations(std::int64_t n, F x) {
    const auto quarter = [&](std::int64_t k) { return x(k) / 4; };
    const T mean = mean_of<T>(n, quarter);
    T largest = 0;
    for (std::int64_t k = 0; k < n; ++k) {
      scaled.push_back(x(k) / 4 - mean);
      largest = std::max(largest, std::fabs(scaled.back()));
    }
    if (largest > 0) shift = -std::ilogb(largest);
    for (T& d : scaled) d = std::ldexp(d, shift);
    shift -= 2;
  }
};

}  // namespace

/// Two passes over quarters of the entries, whose differences do not overflow; squares that would leave the range are scaled by a power of two.
template <>
const Fast<Variance> Wings<Variance>::fast = []<class T>(const Variance::In<T>& in) -> Result<Variance::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    const Deviations<T> d(lanes.length, x);
    const T sum = pairwise_sum<T>(0, lanes.length, [&](std::int64_t k) { return d.scaled[k] * d.scaled[k]; });
    y[lane] = std::ldexp(sum / static_cast<T>(lanes.length - in.ddof), -2 * d.shift);
  }
  return Variance::Out<T>{std::move(y)};
};

/// The difference from the mean.
template <>
const Fast<VarianceVjp> Wings<VarianceVjp>::fast = []<class T>(const VarianceVjp::In<T>& in) -> Result<VarianceVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    const Deviations<T> d(lanes.length, x);
    for (std::int64_t k = 0; k < lanes.length; ++k)
      grad_x[lanes.index(lane, k)] = std::ldexp(in.cotangent.y[lane] * (2 * d.scaled[k] / static_cast<T>(lanes.length - in.ddof)), -d.shift);
  }
  return VarianceVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
