#pragma once
#include "verify/mutants/nn/moments.hpp"

/// Wrong ways that nn.group_norm and nn.instance_norm share.
namespace etalon::verify {

template <class In>
std::size_t length_of_group(const In& in, std::int64_t groups) {
  return in.x.size() / static_cast<std::size_t>(in.x.shape[0] * groups);
}
/// The weight, or the bias, of an entry's channel.
template <class T, class In>
T of_channel(const Tensor<T>& parameters, const In& in, std::size_t i) {
  return parameters[i / (in.x.size() / static_cast<std::size_t>(in.x.shape[0]) / parameters.size()) % parameters.size()];
}

template <class Op>
Mutants<Op> channel_norm_mutants() {
  return mutants<Op>()
      .spoils("epsilon_outside", "√σ² + ε", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        from_moments(out.y, in.x, length_of_group(in, Op::groups_of(in)), [&](std::size_t i, T mean, T variance) {
          return of_channel(in.weight, in, i) * (in.x[i] - mean) / (std::sqrt(variance) + in.epsilon) + of_channel(in.bias, in, i);
        });
      })
      .spoils("unbiased", "the unbiased variance", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        const std::size_t m = length_of_group(in, Op::groups_of(in));
        from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) {
          return of_channel(in.weight, in, i) * (in.x[i] - mean) / std::sqrt(unbiased(variance, m) + in.epsilon) + of_channel(in.bias, in, i);
        });
      })
      .spoils("channels_last", "the weights of the last axis, where there are as many", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        const std::size_t c = in.weight.size();
        if (in.x.shape.back() != in.x.shape[1]) return;
        for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] += in.bias[i % c] - of_channel(in.bias, in, i);
      })
      .spoils("whole_sample", "the moments of all channels together", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        from_moments(out.y, in.x, length_of_group(in, 1), [&](std::size_t i, T mean, T variance) {
          return of_channel(in.weight, in, i) * (in.x[i] - mean) / std::sqrt(variance + in.epsilon) + of_channel(in.bias, in, i);
        });
      });
}

template <class Op>
Mutants<Op> channel_norm_vjp_mutants() {
  return mutants<Op>()
      .spoils("moments_held", "the mean and the variance held constant", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        from_moments(out.grad_x, in.x, length_of_group(in, Op::derivative_of::groups_of(in)),
                     [&](std::size_t i, T, T variance) { return of_channel(in.weight, in, i) * in.cotangent.y[i] / std::sqrt(variance + in.epsilon); });
      })
      .spoils("weight_forgotten", "x̄ without w", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        auto plain = in;
        for (T& weight : plain.weight) weight = 1;
        out.grad_x = Wings<Op>::fast(plain)->grad_x;
      })
      .spoils("last_sample", "b̄ of the last sample alone", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        const std::size_t c = in.weight.size(), sample = in.x.size() / static_cast<std::size_t>(in.x.shape[0]);
        for (T& g : out.grad_bias) g = 0;
        for (std::size_t k = 0; k < sample; ++k) out.grad_bias[k / (sample / c)] += in.cotangent.y[in.x.size() - sample + k];
      });
}

}  // namespace etalon::verify
