#include "reference/contract/nn/rms_norm.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::RmsNorm;
using contract::nn::RmsNormVjp;

/// As it is written.
constexpr auto rms_norm = []<class T>(const RmsNorm::In<T>& in) -> Result<RmsNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t length = in.weight.size();
  for (std::size_t row = 0; row < in.x.size(); row += length) {
    T squares = 0;
    for (std::size_t k = 0; k < length; ++k) squares += square(in.x[row + k]) / T(static_cast<std::int64_t>(length));
    for (std::size_t k = 0; k < length; ++k) y[row + k] = in.weight[k] * in.x[row + k] / sqrt(squares + in.epsilon);
  }
  return RmsNorm::Out<T>{std::move(y)};
};

template <>
const Reference<RmsNorm> Wings<RmsNorm>::reference = rms_norm;

template <>
const Reference<RmsNormVjp> Wings<RmsNormVjp>::reference = reverse_sweep<RmsNormVjp>(rms_norm);

}  // namespace etalon
