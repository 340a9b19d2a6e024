#include "reference/contract/gan/style_mix.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::StyleMix;

/// As it is written.
template <>
const Reference<StyleMix> Wings<StyleMix>::reference = []<class T>(const StyleMix::In<T>& in) -> Result<StyleMix::Out<T>> {
  const std::int64_t layers = in.first.shape[1], d = in.first.shape[2];
  Tensor<T> y(in.first.shape);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<std::int64_t>(i) / d % layers < in.crossover ? in.first[i] : in.second[i];
  return StyleMix::Out<T>{std::move(y)};
};

}  // namespace etalon
