#include "reference/contract/nn/batch_norm_inference.hpp"

#include <cmath>

#include "reference/contract/nn/batch_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNorm;
using contract::nn::BatchNormInference;
using contract::nn::BatchNormInferenceVjp;

/// The formula with another denominator, `divisor(σ², ε)`.
template <class Out, class In, class Divisor>
void divide_by(Out& out, const In& in, Divisor divisor) {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  for (std::int64_t c = 0; c < channels.count; ++c)
    for (std::int64_t k = 0; k < channels.length; ++k) {
      const auto i = channels.index(c, k);
      out.y[i] = in.weight[c] * (in.x[i] - in.running_mean[c]) / divisor(in.running_variance[c], in.epsilon) + in.bias[c];
    }
}

const auto registered =
    mutants<BatchNormInference>()
        .spoils("as_in_training", "the batch's own statistics: eval() forgotten", []<class T>(BatchNormInference::Out<T>& out, const BatchNormInference::In<T>& in) {
          const auto trained = Wings<BatchNorm>::fast(BatchNorm::In<T>{in.x, in.weight, in.bias, in.epsilon});
          if (trained) out.y = trained->y;
        })
        .spoils("epsilon_outside", "σ + ε", [](auto& out, const auto& in) { divide_by(out, in, [](auto v, auto e) { return std::sqrt(v) + e; }); })
        .spoils("epsilon_forgotten", "σ", [](auto& out, const auto& in) { divide_by(out, in, [](auto v, auto) { return std::sqrt(v); }); })
        .spoils("by_variance", "divided by σ² + ε, the running variance taken for a deviation", [](auto& out, const auto& in) { divide_by(out, in, [](auto v, auto e) { return v + e; }); })
        .spoils("first_channel", "the first channel's statistics for all", [](auto& out, const auto& in) {
          auto one = in;
          for (auto& v : one.running_variance) v = one.running_variance[0];
          for (auto& m : one.running_mean) m = one.running_mean[0];
          out = *Wings<BatchNormInference>::fast(one);
        });

const auto registered_vjp =
    mutants<BatchNormInferenceVjp>()
        .spoils("weight_forgotten", "x̄ without w", [](auto& out, const auto& in) {
          auto plain = in;
          for (auto& w : plain.weight) w = 1;
          out.grad_x = Wings<BatchNormInferenceVjp>::fast(plain)->grad_x;
        })
        .spoils("not_centred", "w̄ = Σ ȳx/s", [](auto& out, const auto& in) {
          auto plain = in;
          for (auto& m : plain.running_mean) m = 0;
          out.grad_weight = Wings<BatchNormInferenceVjp>::fast(plain)->grad_weight;
        })
        .spoils("of_deviation", "the slope of 1/s for that of 1/√(σ² + ε): without ½", [](auto& out, const auto&) {
          for (auto& g : out.grad_running_variance) g *= 2;
        })
        .spoils("mean_sign", "μ̄ = Σ x̄", [](auto& out, const auto&) {
          for (auto& g : out.grad_running_mean) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
