#include "reference/contract/gan/adain.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::Adain;
using contract::gan::AdainVjp;
using Variant = Adain::Variant;

/// As it is written, for each channel of each sample.
constexpr auto adain = []<class T>(const Adain::In<T>& in, Variant variant) -> Result<Adain::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t length = in.x.size() / in.scale.size();
  for (std::size_t channel = 0; channel < in.scale.size(); ++channel) {
    const std::size_t first = channel * length;
    const T scale = variant == Variant::scale ? in.scale[channel] : 1 + in.scale[channel];
    T mean = 0, variance = 0;
    for (std::size_t k = 0; k < length; ++k) mean += in.x[first + k] / T(static_cast<std::int64_t>(length));
    for (std::size_t k = 0; k < length; ++k) variance += square(in.x[first + k] - mean) / T(static_cast<std::int64_t>(length));
    for (std::size_t k = 0; k < length; ++k) y[first + k] = scale * (in.x[first + k] - mean) / sqrt(variance + in.epsilon) + in.bias[channel];
  }
  return Adain::Out<T>{std::move(y)};
};

template <>
const Reference<Adain> Wings<Adain>::reference = adain;

template <>
const Reference<AdainVjp> Wings<AdainVjp>::reference = reverse_sweep<AdainVjp>(adain);

}  // namespace etalon
