#include "reference/contract/gan/weight_clip.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::WeightClip;

template <>
const Reference<WeightClip> Wings<WeightClip>::reference = []<class T>(const WeightClip::In<T>& in) -> Result<WeightClip::Out<T>> {
  WeightClip::Out<T> out{in.weights};
  for (Tensor<T>& w : out.clipped)
    for (T& x : w) x = min(max(x, -in.limit), in.limit);
  return out;
};

}  // namespace etalon
