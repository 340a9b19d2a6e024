#include "reference/contract/nn/batch_norm_inference.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::BatchNormInference;
using contract::nn::BatchNormInferenceVjp;

/// As it is written.
constexpr auto batch_norm_inference = []<class T>(const BatchNormInference::In<T>& in) -> Result<BatchNormInference::Out<T>> {
  Tensor<T> y(in.x.shape);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  for (std::int64_t c = 0; c < channels.count; ++c)
    for (std::int64_t k = 0; k < channels.length; ++k) {
      const std::size_t i = channels.index(c, k);
      y[i] = in.weight[c] * (in.x[i] - in.running_mean[c]) / sqrt(in.running_variance[c] + in.epsilon) + in.bias[c];
    }
  return BatchNormInference::Out<T>{std::move(y)};
};

template <>
const Reference<BatchNormInference> Wings<BatchNormInference>::reference = batch_norm_inference;

template <>
const Reference<BatchNormInferenceVjp> Wings<BatchNormInferenceVjp>::reference = reverse_sweep<BatchNormInferenceVjp>(batch_norm_inference);

}  // namespace etalon
