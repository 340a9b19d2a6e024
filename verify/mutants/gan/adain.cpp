#include "reference/contract/gan/adain.hpp"

#include "verify/mutants/nn/moments.hpp"

namespace etalon::verify {
namespace {

using contract::gan::Adain;
using contract::gan::AdainVjp;
using Variant = Adain::Variant;

template <class In>
std::size_t length_of_channel(const In& in) {
  return in.x.size() / in.scale.size();
}
template <class T, class In>
T scale_of(const In& in, std::size_t channel, Variant variant) {
  return variant == Variant::scale ? in.scale[channel] : 1 + in.scale[channel];
}

const auto registered =
    mutants<Adain>()
        .spoils("epsilon_outside", "√σ² + ε", []<class T>(Adain::Out<T>& out, const Adain::In<T>& in, Variant variant) {
          const std::size_t m = length_of_channel(in);
          from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) { return scale_of<T>(in, i / m, variant) * (in.x[i] - mean) / (std::sqrt(variance) + in.epsilon) + in.bias[i / m]; });
        })
        .spoils("unbiased", "the unbiased variance, as torch.std takes it", []<class T>(Adain::Out<T>& out, const Adain::In<T>& in, Variant variant) {
          const std::size_t m = length_of_channel(in);
          from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) {
            return scale_of<T>(in, i / m, variant) * (in.x[i] - mean) / std::sqrt(unbiased(variance, m) + in.epsilon) + in.bias[i / m];
          });
        })
        .spoils("batch_statistics", "the moments of the whole batch", []<class T>(Adain::Out<T>& out, const Adain::In<T>& in, Variant variant) {
          const std::size_t m = length_of_channel(in);
          from_moments(out.y, in.x, in.x.size(), [&](std::size_t i, T mean, T variance) { return scale_of<T>(in, i / m, variant) * (in.x[i] - mean) / std::sqrt(variance + in.epsilon) + in.bias[i / m]; });
        })
        .spoils("one_style", "the style of the first sample for all", []<class T>(Adain::Out<T>& out, const Adain::In<T>& in, Variant variant) {
          const std::size_t m = length_of_channel(in), channels = static_cast<std::size_t>(in.x.shape[1]);
          from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) {
            const std::size_t channel = i / m % channels;
            return scale_of<T>(in, channel, variant) * (in.x[i] - mean) / std::sqrt(variance + in.epsilon) + in.bias[channel];
          });
        })
        .spoils("other_scale", "1 + s for s, s for 1 + s", [](auto& out, const auto& in, Variant variant) {
          out.y = Wings<Adain>::fast(in, variant == Variant::scale ? Variant::one_plus_scale : Variant::scale)->y;
        });

const auto registered_vjp =
    mutants<AdainVjp>()
        .spoils("moments_held", "the mean and the variance held constant", []<class T>(AdainVjp::Out<T>& out, const AdainVjp::In<T>& in, Variant variant) {
          const std::size_t m = length_of_channel(in);
          from_moments(out.grad_x, in.x, m, [&](std::size_t i, T, T variance) { return scale_of<T>(in, i / m, variant) * in.cotangent.y[i] / std::sqrt(variance + in.epsilon); });
        })
        .spoils("scale_forgotten", "x̄ without s", []<class T>(AdainVjp::Out<T>& out, const AdainVjp::In<T>& in) {
          auto plain = in;
          for (T& scale : plain.scale) scale = 1;
          out.grad_x = Wings<AdainVjp>::fast(plain, Variant::scale)->grad_x;
        })
        .spoils("averaged", "b̄ a mean", [](auto& out, const auto& in) {
          for (auto& g : out.grad_bias) g /= static_cast<float>(length_of_channel(in));
        });

}  // namespace
}  // namespace etalon::verify
