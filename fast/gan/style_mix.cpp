#include "reference/contract/gan/style_mix.hpp"

#include <algorithm>

namespace etalon {
using contract::gan::StyleMix;

/// A block for each sample.
template <>
const Fast<StyleMix> Wings<StyleMix>::fast = []<class T>(const StyleMix::In<T>& in) -> Result<StyleMix::Out<T>> {
  StyleMix::Out<T> out{in.second};
  const std::int64_t layer = in.first.shape[2], sample = in.first.shape[1] * layer;
  for (std::int64_t n = 0; n < in.first.shape[0]; ++n) std::copy_n(in.first.begin() + n * sample, in.crossover * layer, out.y.begin() + n * sample);
  return out;
};

}  // namespace etalon
