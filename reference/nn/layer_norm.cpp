#include "reference/contract/nn/layer_norm.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;

/// As it is written.
constexpr auto layer_norm = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t length = in.weight.size();
  const T m = static_cast<std::int64_t>(length);
  for (std::size_t row = 0; row < in.x.size(); row += length) {
    T mean = 0, variance = 0;
    for (std::size_t k = 0; k < length; ++k) mean += in.x[row + k] / m;
    for (std::size_t k = 0; k < length; ++k) variance += square(in.x[row + k] - mean) / m;
    for (std::size_t k = 0; k < length; ++k) y[row + k] = in.weight[k] * (in.x[row + k] - mean) / sqrt(variance + in.epsilon) + in.bias[k];
  }
  return LayerNorm::Out<T>{std::move(y)};
};

template <>
const Reference<LayerNorm> Wings<LayerNorm>::reference = layer_norm;

template <>
const Reference<LayerNormVjp> Wings<LayerNormVjp>::reference = reverse_sweep<LayerNormVjp>(layer_norm);

}  // namespace etalon
