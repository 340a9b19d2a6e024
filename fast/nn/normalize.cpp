#include "reference/contract/nn/normalize.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::Normalize;
using contract::nn::NormalizeVjp;
using Variant = Normalize::Variant;

namespace {

/// One vector by the larger of its norm and ε, both scaled by a power of two, so that no square leaves the range.
template <class T>
struct Unit {
  std::vector<T> y;
  T inverse;  ///< 1/max(‖x‖, ε), unscaled by `shift`
  int shift;
  bool bounded;  ///< by ε

  Unit(std::vector<T> x, T epsilon, Variant variant) : y(std::move(x)) {
    T largest = variant == Variant::l2_squared ? std::sqrt(epsilon) : epsilon;
    for (const T entry : y) largest = std::max(largest, std::fabs(entry));
    shift = -std::ilogb(largest);
    for (T& entry : y) entry = std::ldexp(entry, shift);
    const T sum = pairwise_sum<T>(0, static_cast<std::int64_t>(y.size()), [&](std::int64_t k) {
      const T entry = y[static_cast<std::size_t>(k)];
      return variant == Variant::l1 ? std::fabs(entry) : entry * entry;
    });
    const T norm = variant == Variant::l2 ? std::sqrt(sum) : sum, least = std::ldexp(epsilon, variant == Variant::l2_squared ? 2 * shift : shift);
    bounded = norm <= least;
    const T divisor = variant == Variant::l2_squared ? std::sqrt(std::max(norm, least)) : std::max(norm, least);
    for (T& entry : y) entry /= divisor;
    inverse = 1 / divisor;
  }
};

}  // namespace

template <>
const Fast<Normalize> Wings<Normalize>::fast = []<class T>(const Normalize::In<T>& in, Variant variant) -> Result<Normalize::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const Unit<T> unit(lanes->entries(in.x, lane), in.epsilon, variant);
    for (std::int64_t k = 0; k < lanes->length; ++k) y[lanes->index(lane, k)] = unit.y[static_cast<std::size_t>(k)];
  }
  return Normalize::Out<T>{std::move(y)};
};

/// The closed form: one product for each vector.
template <>
const Fast<NormalizeVjp> Wings<NormalizeVjp>::fast = []<class T>(const NormalizeVjp::In<T>& in, Variant variant) -> Result<NormalizeVjp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const Unit<T> unit(lanes->entries(in.x, lane), in.epsilon, variant);
    const auto cotangent = [&](std::int64_t k) { return in.cotangent.y[lanes->index(lane, k)]; };
    const T along = unit.bounded ? T(0) : pairwise_sum<T>(0, lanes->length, [&](std::int64_t k) { return cotangent(k) * unit.y[static_cast<std::size_t>(k)]; });
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const T x = in.x[lanes->index(lane, k)], slope = variant != Variant::l1 ? unit.y[static_cast<std::size_t>(k)] : x > 0 ? T(1) : x < 0 ? T(-1) : T(0);
      grad_x[lanes->index(lane, k)] = std::ldexp((cotangent(k) - slope * along) * unit.inverse, unit.shift);
    }
  }
  return NormalizeVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
