#include "reference/contract/gan/weight_clip.hpp"

#include "reference/contract/optimization/clip_by_value.hpp"

namespace etalon {
using contract::gan::WeightClip;
using contract::optimization::ClipByValue;

/// As gradients are clipped.
template <>
const Fast<WeightClip> Wings<WeightClip>::fast = []<class T>(const WeightClip::In<T>& in) -> Result<WeightClip::Out<T>> {
  auto out = Wings<ClipByValue>::fast(ClipByValue::In<T>{in.weights, in.limit});
  if (!out) return out.failure();
  return WeightClip::Out<T>{std::move(out->clipped)};
};

}  // namespace etalon
