#include "reference/contract/nn/hard_tanh.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::HardTanh;
using contract::nn::HardTanhVjp;

/// x, cut off at the bounds.
template <>
const Reference<HardTanh> Wings<HardTanh>::reference = []<class T>(const HardTanh::In<T>& in) -> Result<HardTanh::Out<T>> {
  if (!(in.low < in.high)) return domain("C2", "low is not below high");
  return HardTanh::Out<T>{map(in.x, [&](const T& x) { return x <= in.low ? in.low : x >= in.high ? in.high : x; })};
};

/// ȳ between the bounds.
template <>
const Reference<HardTanhVjp> Wings<HardTanhVjp>::reference = []<class T>(const HardTanhVjp::In<T>& in) -> Result<HardTanhVjp::Out<T>> {
  if (!(in.low < in.high)) return domain("C2", "low is not below high");
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    if (!(in.low < x && x < in.high)) grad_x[i] = 0;
  }
  return HardTanhVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
