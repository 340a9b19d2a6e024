#include "reference/contract/nn/instance_norm.hpp"

#include "reference/contract/nn/group_norm.hpp"

namespace etalon {
using contract::nn::GroupNorm;
using contract::nn::GroupNormVjp;
using contract::nn::InstanceNorm;
using contract::nn::InstanceNormVjp;

namespace {

/// A group for each channel.
template <class T>
GroupNorm::In<T> in_groups(const InstanceNorm::In<T>& in) {
  return {in.x, in.weight, in.bias, in.x.shape[1], in.epsilon};
}

}  // namespace

template <>
const Fast<InstanceNorm> Wings<InstanceNorm>::fast = []<class T>(const InstanceNorm::In<T>& in) -> Result<InstanceNorm::Out<T>> {
  const auto out = Wings<GroupNorm>::fast(in_groups(in));
  if (!out) return out.failure();
  return InstanceNorm::Out<T>{out->y};
};

template <>
const Fast<InstanceNormVjp> Wings<InstanceNormVjp>::fast = []<class T>(const InstanceNormVjp::In<T>& in) -> Result<InstanceNormVjp::Out<T>> {
  const auto out = Wings<GroupNormVjp>::fast(GroupNormVjp::In<T>{in_groups(in), {in.cotangent.y}});
  if (!out) return out.failure();
  return InstanceNormVjp::Out<T>{out->grad_x, out->grad_weight, out->grad_bias};
};

}  // namespace etalon
