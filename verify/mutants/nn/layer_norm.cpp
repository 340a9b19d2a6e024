#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;

const auto registered =
    mutants<LayerNorm>()
        .spoils("epsilon_outside", "√σ² + ε", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < m; ++k) mean += in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) variance += (in.x[at + k] - mean) * (in.x[at + k] - mean) / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * (in.x[at + k] - mean) / (std::sqrt(variance) + in.epsilon) + in.bias[k];
          }
        })
        .spoils("unbiased", "the unbiased variance", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < m; ++k) mean += in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) variance += (in.x[at + k] - mean) * (in.x[at + k] - mean) / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * (in.x[at + k] - mean) / std::sqrt((m > 1 ? variance * static_cast<T>(m) / static_cast<T>(m - 1) : variance) + in.epsilon) + in.bias[k];
          }
        })
        .spoils("bias_forgotten", "without b", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < m; ++k) mean += in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) variance += (in.x[at + k] - mean) * (in.x[at + k] - mean) / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] -= in.bias[k];
          }
        })
        .spoils("not_centred", "x/√(σ² + ε)", []<class T>(LayerNorm::Out<T>& out, const LayerNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < m; ++k) mean += in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) variance += (in.x[at + k] - mean) * (in.x[at + k] - mean) / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * in.x[at + k] / std::sqrt(variance + in.epsilon) + in.bias[k];
          }
        });

const auto registered_vjp =
    mutants<LayerNormVjp>()
        .spoils("mean_held", "the mean and the variance held constant", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m)
            for (std::size_t k = 0; k < m; ++k) {
              auto one = in;
              one.bias = Tensor<T>(in.weight.shape);
              const T slope = out.grad_x[at + k];
              out.grad_x[at + k] = slope + in.weight[k] * in.cotangent.y[at + k] / 8;
            }
        })
        .spoils("weight_forgotten", "x̄ without w", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          (void)in;
          auto plain = in;
          for (T& weight : plain.weight) weight = 1;
          out.grad_x = Wings<LayerNormVjp>::fast(plain)->grad_x;
        })
        .spoils("last_row", "b̄ of the last row alone", []<class T>(LayerNormVjp::Out<T>& out, const LayerNormVjp::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t k = 0; k < m && in.x.size() > 0; ++k) out.grad_bias[k] = in.cotangent.y[in.x.size() - m + k];
        });

}  // namespace
}  // namespace etalon::verify
