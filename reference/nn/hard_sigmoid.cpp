#include "reference/contract/nn/hard_sigmoid.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::HardSigmoid;
using contract::nn::HardSigmoidVjp;

/// The line, cut off at 0 and 1.
template <>
const Reference<HardSigmoid> Wings<HardSigmoid>::reference = []<class T>(const HardSigmoid::In<T>& in, HardSigmoid::Variant variant) -> Result<HardSigmoid::Out<T>> {
  const T width = variant == HardSigmoid::Variant::sixth ? 6 : 5, half = width / 2;
  return HardSigmoid::Out<T>{map(in.x, [&](const T& x) { return x <= -half ? T(0) : x >= half ? T(1) : x / width + T(1) / 2; })};
};

/// ȳ/6 between the kinks.
template <>
const Reference<HardSigmoidVjp> Wings<HardSigmoidVjp>::reference = []<class T>(const HardSigmoidVjp::In<T>& in, HardSigmoid::Variant variant) -> Result<HardSigmoidVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    const std::int64_t width = variant == HardSigmoid::Variant::sixth ? 6 : 5;
    grad_x[i] = abs(x) < T(width) / 2 ? grad_x[i] / T(width) : T(0);
  }
  return HardSigmoidVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
