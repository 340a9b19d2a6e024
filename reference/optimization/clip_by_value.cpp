#include "reference/contract/optimization/clip_by_value.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ClipByValue;

template <>
const Reference<ClipByValue> Wings<ClipByValue>::reference = []<class T>(const ClipByValue::In<T>& in) -> Result<ClipByValue::Out<T>> {
  ClipByValue::Out<T> out{in.gradients};
  for (Tensor<T>& g : out.clipped)
    for (T& x : g) x = min(max(x, -in.limit), in.limit);
  return out;
};

}  // namespace etalon
