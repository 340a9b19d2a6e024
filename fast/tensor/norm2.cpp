#include "reference/contract/tensor/norm2.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Norm2;
using contract::tensor::Norm2Vjp;

namespace {

template <class T, class F>
int exponent_of_largest(std::int64_t n, F x) {
  T largest = 0;
  for (std::int64_t k = 0; k < n; ++k) largest = std::max(largest, std::fabs(x(k)));
  return largest > 0 ? std::ilogb(largest) : 0;
}
/// Σ (x/2^exponent)².
template <class T, class F>
T scaled_squares(std::int64_t n, F x, int exponent) {
  return pairwise_sum<T>(0, n, [&](std::int64_t k) {
    const T scaled = std::ldexp(x(k), -exponent);
    return scaled * scaled;
  });
}

}  // namespace

/// In pairs, of entries scaled by a power of two, so that no square leaves the range.
template <>
const Fast<Norm2> Wings<Norm2>::fast = []<class T>(const Norm2::In<T>& in) -> Result<Norm2::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    const int exponent = exponent_of_largest<T>(lanes.length, x);
    y[lane] = std::ldexp(std::sqrt(scaled_squares<T>(lanes.length, x, exponent)), exponent);
  }
  return Norm2::Out<T>{std::move(y)};
};

/// x by the norm, both scaled.
template <>
const Fast<Norm2Vjp> Wings<Norm2Vjp>::fast = []<class T>(const Norm2Vjp::In<T>& in) -> Result<Norm2Vjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    const int exponent = exponent_of_largest<T>(lanes.length, x);
    const T norm = std::sqrt(scaled_squares<T>(lanes.length, x, exponent));
    if (lanes.length > 0 && norm == 0) return domain("C3", "a lane is zeros alone");
    for (std::int64_t k = 0; k < lanes.length; ++k) grad_x[lanes.index(lane, k)] = in.cotangent.y[lane] * (std::ldexp(x(k), -exponent) / norm);
  }
  return Norm2Vjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
