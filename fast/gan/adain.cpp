#include "reference/contract/gan/adain.hpp"

#include "fast/nn/normalized.hpp"

namespace etalon {
using contract::gan::Adain;
using contract::gan::AdainVjp;
using fast::nn::Normalized;
using Variant = Adain::Variant;

namespace {

/// The channels of all samples, one after the other: calls `each(channel, first entry, its entries normalised, its scale)`.
template <class T, class F>
void for_each_channel(const Adain::In<T>& in, Variant variant, F each) {
  const std::size_t length = in.x.size() / in.scale.size();
  Normalized<T> entries(length);
  for (std::size_t channel = 0; channel < in.scale.size(); ++channel) {
    entries.take(in.x.data.data() + channel * length, in.epsilon);
    each(channel, channel * length, entries, variant == Variant::scale ? in.scale[channel] : 1 + in.scale[channel]);
  }
}

}  // namespace

template <>
const Fast<Adain> Wings<Adain>::fast = []<class T>(const Adain::In<T>& in, Variant variant) -> Result<Adain::Out<T>> {
  Tensor<T> y(in.x.shape);
  for_each_channel(in, variant, [&](std::size_t channel, std::size_t first, const Normalized<T>& entries, T scale) {
    for (std::size_t k = 0; k < entries.x.size(); ++k) y[first + k] = scale * entries.x[k] + in.bias[channel];
  });
  return Adain::Out<T>{std::move(y)};
};

/// The closed form: two sums for each channel instead of a sweep.
template <>
const Fast<AdainVjp> Wings<AdainVjp>::fast = []<class T>(const AdainVjp::In<T>& in, Variant variant) -> Result<AdainVjp::Out<T>> {
  AdainVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.scale.shape), Tensor<T>(in.bias.shape)};
  for_each_channel(in, variant, [&](std::size_t channel, std::size_t first, const Normalized<T>& entries, T scale) {
    for (std::size_t k = 0; k < entries.x.size(); ++k) {
      const T cotangent = in.cotangent.y[first + k];
      out.grad_x[first + k] = scale * cotangent;
      out.grad_scale[channel] += cotangent * entries.x[k];
      out.grad_bias[channel] += cotangent;
    }
    entries.pull_back(out.grad_x.data.data() + first);
  });
  return out;
};

}  // namespace etalon
