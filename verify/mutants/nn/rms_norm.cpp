#include "reference/contract/nn/rms_norm.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::RmsNorm;
using contract::nn::RmsNormVjp;

const auto registered =
    mutants<RmsNorm>()
        .spoils("epsilon_outside", "√(mean x²) + ε", []<class T>(RmsNorm::Out<T>& out, const RmsNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T squares = 0;
            for (std::size_t k = 0; k < m; ++k) squares += in.x[at + k] * in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * in.x[at + k] / (std::sqrt(squares) + in.epsilon);
          }
        })
        .spoils("sum_for_mean", "√(Σ x² + ε)", []<class T>(RmsNorm::Out<T>& out, const RmsNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T squares = 0;
            for (std::size_t k = 0; k < m; ++k) squares += in.x[at + k] * in.x[at + k];
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * in.x[at + k] / std::sqrt(squares + in.epsilon);
          }
        })
        .spoils("one_plus_weight", "1 + w, as some models store it", []<class T>(RmsNorm::Out<T>& out, const RmsNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          auto other = in;
          for (std::size_t k = 0; k < m; ++k) other.weight[k] = 1 + in.weight[k];
          out = *Wings<RmsNorm>::fast(other);
        })
        .spoils("centred", "x − μ: layer normalization", []<class T>(RmsNorm::Out<T>& out, const RmsNorm::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < m; ++k) mean += in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) variance += (in.x[at + k] - mean) * (in.x[at + k] - mean) / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.y[at + k] = in.weight[k] * (in.x[at + k] - mean) / std::sqrt(variance + in.epsilon);
          }
        });

const auto registered_vjp =
    mutants<RmsNormVjp>()
        .spoils("root_held", "the root held constant", []<class T>(RmsNormVjp::Out<T>& out, const RmsNormVjp::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (std::size_t at = 0; at < in.x.size(); at += m) {
            T squares = 0;
            for (std::size_t k = 0; k < m; ++k) squares += in.x[at + k] * in.x[at + k] / static_cast<T>(m);
            for (std::size_t k = 0; k < m; ++k) out.grad_x[at + k] = in.weight[k] * in.cotangent.y[at + k] / std::sqrt(squares + in.epsilon);
          }
        })
        .spoils("weight_forgotten", "x̄ without w", []<class T>(RmsNormVjp::Out<T>& out, const RmsNormVjp::In<T>& in) {
          (void)in;
          auto plain = in;
          for (T& weight : plain.weight) weight = 1;
          out.grad_x = Wings<RmsNormVjp>::fast(plain)->grad_x;
        })
        .spoils("weight_of_x", "w̄ = Σ ȳx", []<class T>(RmsNormVjp::Out<T>& out, const RmsNormVjp::In<T>& in) {
          (void)in;
          const std::size_t m = in.weight.size();
          for (T& g : out.grad_weight) g = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_weight[i % m] += in.cotangent.y[i] * in.x[i];
        });

}  // namespace
}  // namespace etalon::verify
