#include "reference/contract/gan/modulated_weight.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::ModulatedWeight;
using contract::gan::ModulatedWeightVjp;
using Variant = ModulatedWeight::Variant;

/// Modulate, then demodulate, as it is written.
constexpr auto modulated_weight = []<class T>(const ModulatedWeight::In<T>& in, Variant variant) -> Result<ModulatedWeight::Out<T>> {
  const std::int64_t samples = in.style.shape[0], outputs = in.weight.shape[0], channels = in.weight.shape[1];
  const auto fan_in = static_cast<std::int64_t>(in.weight.size()) / outputs, taps = fan_in / channels;
  Dimensions shape = in.weight.shape;
  shape.insert(shape.begin(), samples);
  Tensor<T> y(shape);
  for (std::int64_t n = 0; n < samples; ++n)
    for (std::int64_t o = 0; o < outputs; ++o) {
      T sum = 0;
      const auto entry = [&](std::int64_t j) -> T& { return y[static_cast<std::size_t>((n * outputs + o) * fan_in + j)]; };
      for (std::int64_t j = 0; j < fan_in; ++j) {
        entry(j) = in.style(n, j / taps) * in.weight[o * fan_in + j];
        sum += square(entry(j));
      }
      if (variant == Variant::modulated) continue;
      for (std::int64_t j = 0; j < fan_in; ++j) entry(j) = entry(j) / sqrt(sum + in.epsilon);
    }
  return ModulatedWeight::Out<T>{std::move(y)};
};

template <>
const Reference<ModulatedWeight> Wings<ModulatedWeight>::reference = modulated_weight;

template <>
const Reference<ModulatedWeightVjp> Wings<ModulatedWeightVjp>::reference = reverse_sweep<ModulatedWeightVjp>(modulated_weight);

}  // namespace etalon
