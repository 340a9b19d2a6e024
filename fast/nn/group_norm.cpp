#include "reference/contract/nn/group_norm.hpp"

#include "fast/nn/normalized.hpp"

namespace etalon {
using contract::nn::GroupNorm;
using contract::nn::GroupNormVjp;
using fast::nn::Normalized;

namespace {

/// The groups of all samples, one after the other: calls `each(first entry, its entries normalised)`.
template <class T, class F>
void for_each_group(const GroupNorm::In<T>& in, F each) {
  const std::size_t m = in.x.size() / static_cast<std::size_t>(in.x.shape[0] * in.groups);
  Normalized<T> group(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    group.take(in.x.data.data() + at, in.epsilon);
    each(at, group);
  }
}
/// The channel of an entry.
template <class T>
std::size_t channel(const GroupNorm::In<T>& in, std::size_t i) {
  const std::size_t channels = in.weight.size(), rows = static_cast<std::size_t>(in.x.shape[0]) * channels;
  return i / (in.x.size() / rows) % channels;
}

}  // namespace

template <>
const Fast<GroupNorm> Wings<GroupNorm>::fast = []<class T>(const GroupNorm::In<T>& in) -> Result<GroupNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  for_each_group(in, [&](std::size_t at, const Normalized<T>& group) {
    for (std::size_t k = 0; k < group.x.size(); ++k) y[at + k] = in.weight[channel(in, at + k)] * group.x[k] + in.bias[channel(in, at + k)];
  });
  return GroupNorm::Out<T>{std::move(y)};
};

/// The closed form: two sums for each group instead of a sweep.
template <>
const Fast<GroupNormVjp> Wings<GroupNormVjp>::fast = []<class T>(const GroupNormVjp::In<T>& in) -> Result<GroupNormVjp::Out<T>> {
  const Tensor<T>& cotangent = in.cotangent.y;
  GroupNormVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.bias.shape)};
  for_each_group(in, [&](std::size_t at, const Normalized<T>& group) {
    for (std::size_t k = 0; k < group.x.size(); ++k) {
      out.grad_x[at + k] = in.weight[channel(in, at + k)] * cotangent[at + k];
      out.grad_weight[channel(in, at + k)] += cotangent[at + k] * group.x[k];
      out.grad_bias[channel(in, at + k)] += cotangent[at + k];
    }
    group.pull_back(out.grad_x.data.data() + at);
  });
  return out;
};

}  // namespace etalon
