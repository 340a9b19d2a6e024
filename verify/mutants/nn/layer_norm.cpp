#include "reference/contract/nn/layer_norm.hpp"

#include "verify/mutants/nn/moments.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;

const auto registered =
    mutants<LayerNorm>()
        .spoils("epsilon_outside", "√σ² + ε", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          const std::size_t m = in.weight.size();
          from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) { return in.weight[i % m] * (in.x[i] - mean) / (std::sqrt(variance) + in.epsilon) + in.bias[i % m]; });
        })
        .spoils("unbiased", "the unbiased variance", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          const std::size_t m = in.weight.size();
          from_moments(out.y, in.x, m, [&](std::size_t i, T mean, T variance) { return in.weight[i % m] * (in.x[i] - mean) / std::sqrt(unbiased(variance, m) + in.epsilon) + in.bias[i % m]; });
        })
        .spoils("bias_forgotten", "without b", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] -= in.bias[i % in.weight.size()];
        })
        .spoils("not_centred", "x/√(σ² + ε)", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          const std::size_t m = in.weight.size();
          from_moments(out.y, in.x, m, [&](std::size_t i, T, T variance) { return in.weight[i % m] * in.x[i] / std::sqrt(variance + in.epsilon) + in.bias[i % m]; });
        });

const auto registered_vjp =
    mutants<LayerNormVjp>()
        .spoils("moments_held", "the mean and the variance held constant", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          const std::size_t m = in.weight.size();
          from_moments(out.grad_x, in.x, m, [&](std::size_t i, T, T variance) { return in.weight[i % m] * in.cotangent.y[i] / std::sqrt(variance + in.epsilon); });
        })
        .spoils("weight_forgotten", "x̄ without w", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          auto plain = in;
          for (T& weight : plain.weight) weight = 1;
          out.grad_x = Wings<LayerNormVjp>::fast(plain)->grad_x;
        })
        .spoils("last_row", "b̄ of the last row alone", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          const std::size_t m = in.weight.size();
          for (std::size_t k = 0; k < m && in.x.size() > 0; ++k) out.grad_bias[k] = in.cotangent.y[in.x.size() - m + k];
        });

}  // namespace
}  // namespace etalon::verify
