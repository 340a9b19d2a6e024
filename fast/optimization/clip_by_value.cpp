#include "reference/contract/optimization/clip_by_value.hpp"

#include <algorithm>

namespace etalon {
using contract::optimization::ClipByValue;

template <>
const Fast<ClipByValue> Wings<ClipByValue>::fast = []<class T>(const ClipByValue::In<T>& in) -> Result<ClipByValue::Out<T>> {
  ClipByValue::Out<T> out{in.gradients};
  for (Tensor<T>& g : out.clipped)
    for (T& x : g) x = std::clamp(x, -in.limit, in.limit);
  return out;
};

}  // namespace etalon
