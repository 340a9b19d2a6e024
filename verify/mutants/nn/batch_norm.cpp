#include "reference/contract/nn/batch_norm.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;

/// The formula with another variance, `spread(Σ(x − μ)², Σx², μ, m)`, and another denominator, `divisor(σ², ε)`.
template <class T, class Spread, class Divisor>
Result<BatchNorm::Out<T>> plain(const BatchNorm::In<T>& in, Spread spread, Divisor divisor) {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const auto m = static_cast<T>(channels.length);
  Tensor<T> y(in.x.shape);
  for (std::int64_t c = 0; c < channels.count; ++c) {
    T mean = 0, squares = 0, deviations = 0;
    for (const T x : channels.entries(in.x, c)) mean += x / m, squares += x * x;
    for (const T x : channels.entries(in.x, c)) deviations += (x - mean) * (x - mean);
    const T s = divisor(spread(deviations, squares, mean, m), in.epsilon);
    for (std::int64_t k = 0; k < channels.length; ++k) y[channels.index(c, k)] = in.weight[c] * (in.x[channels.index(c, k)] - mean) / s + in.bias[c];
  }
  return BatchNorm::Out<T>{y};
}
constexpr auto biased = [](auto deviations, auto, auto, auto m) { return deviations / m; };
constexpr auto root = [](auto variance, auto epsilon) { return std::sqrt(variance + epsilon); };

const auto registered =
    mutants<BatchNorm>()
        .add("unbiased", "divided by m − 1", []<class T>(const BatchNorm::In<T>& in) { return plain(in, [](T d, T, T, T m) { return d / (m - 1); }, root); })
        .add("one_pass", "E x² − μ² cancels around a large mean", []<class T>(const BatchNorm::In<T>& in) { return plain(in, [](T, T s, T mean, T m) { return std::max(T(0), s / m - mean * mean); }, root); })
        .add("epsilon_outside", "√σ² + ε", []<class T>(const BatchNorm::In<T>& in) { return plain(in, biased, [](T v, T e) { return std::sqrt(v) + e; }); })
        .add("epsilon_forgotten", "√σ²", []<class T>(const BatchNorm::In<T>& in) { return plain(in, biased, [](T v, T) { return std::sqrt(v); }); })
        .add("other_axis", "the statistics of a sample instead of a channel", []<class T>(const BatchNorm::In<T>& in) -> Result<BatchNorm::Out<T>> {
          auto one = in;
          one.x.shape = {1, 1, static_cast<std::int64_t>(in.x.size())};
          one.weight.shape = one.bias.shape = {1};
          one.weight.data.resize(1), one.bias.data.resize(1);
          auto out = Wings<BatchNorm>::fast(one);
          if (out) out->y.shape = in.x.shape;
          return out;
        });

const auto registered_vjp =
    mutants<BatchNormVjp>()
        .spoils("passed_on", "x̄ = ȳ: the layer taken for the identity", [](auto& out, const auto& in) { out.grad_x = in.cotangent.y; })
        .spoils("mean_of_weight", "w̄ averaged over the batch", [](auto& out, const auto& in) { for (auto& g : out.grad_weight) g /= in.x.shape[0]; })
        .spoils("mean_of_bias", "b̄ averaged over the batch", [](auto& out, const auto& in) { for (auto& g : out.grad_bias) g /= in.x.shape[0]; })
        .spoils("sign_of_weight", "−w̄", [](auto& out, const auto&) { for (auto& g : out.grad_weight) g = -g; });

}  // namespace
}  // namespace etalon::verify
