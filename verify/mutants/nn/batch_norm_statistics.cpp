#include "reference/contract/nn/batch_norm_statistics.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNormStatistics;
using contract::nn::BatchNormStatisticsVjp;
using Variant = BatchNormStatistics::Variant;

/// The running variance of another variance of the batch, `spread(Σ(x − μ)², Σx², μ, n)`.
template <class T, class Spread>
void spoil_variance(BatchNormStatistics::Out<T>& out, const BatchNormStatistics::In<T>& in, Variant variant, Spread spread) {
  const auto [kept, taken] = BatchNormStatistics::weights(in.momentum, variant);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const auto n = static_cast<T>(channels.length);
  for (std::int64_t c = 0; c < channels.count; ++c) {
    T mean = 0, squares = 0, deviations = 0;
    for (const T x : channels.entries(in.x, c)) mean += x / n, squares += x * x;
    for (const T x : channels.entries(in.x, c)) deviations += (x - mean) * (x - mean);
    out.variance[c] = kept * in.running_variance[c] + taken * spread(deviations, squares, mean, n);
  }
}
/// As if momentum weighed what it does not.
template <class In>
In swapped(In in) {
  in.momentum = 1 - in.momentum;
  return in;
}

const auto registered =
    mutants<BatchNormStatistics>()
        .spoils("swapped", "momentum weighs the batch where it weighs what was: PyTorch's and Keras's exchanged", [](auto& out, const auto& in, Variant variant) { out = *Wings<BatchNormStatistics>::fast(swapped(in), variant); })
        .spoils("other_divisor", "n for n − 1, and the other way round", [](auto& out, const auto& in, Variant variant) {
          spoil_variance(out, in, variant, [=](auto d, auto, auto, auto n) { return d / (variant == Variant::decay_biased ? n - 1 : n); });
        })
        .spoils("one_pass", "E x² − μ² cancels around a large mean", [](auto& out, const auto& in, Variant variant) {
          spoil_variance(out, in, variant, [=](auto d, auto s, auto mean, auto n) {
            const auto biased = std::max<decltype(d)>(0, s / n - mean * mean);
            return variant == Variant::decay_biased ? biased : biased * n / (n - 1);
          });
        })
        .spoils("deviations_averaged", "the root of the variance kept in its place", [](auto& out, const auto& in, Variant variant) {
          spoil_variance(out, in, variant, [=](auto d, auto, auto, auto n) { return std::sqrt(d / (variant == Variant::decay_biased ? n : n - 1)); });
        });

const auto registered_vjp =
    mutants<BatchNormStatisticsVjp>()
        .spoils("swapped", "momentum weighs the batch where it weighs what was", [](auto& out, const auto& in, Variant variant) { out = *Wings<BatchNormStatisticsVjp>::fast(swapped(in), variant); })
        .spoils("not_centred", "2σ̄²′x/d, without the mean", [](auto& out, const auto& in, Variant variant) {
          const auto taken = BatchNormStatistics::weights(in.momentum, variant).second;
          const Lanes channels = Lanes::but(in.x.shape, 1);
          using T = std::decay_t<decltype(taken)>;
          const auto n = static_cast<T>(channels.length), d = static_cast<T>(BatchNormStatistics::divisor(channels.length, variant));
          for (std::int64_t c = 0; c < channels.count; ++c)
            for (std::int64_t k = 0; k < channels.length; ++k) {
              const auto i = channels.index(c, k);
              out.grad_x[i] = taken * (in.cotangent.mean[c] / n + 2 * in.cotangent.variance[c] * in.x[i] / d);
            }
        })
        .spoils("detached", "the batch taken for a constant", [](auto& out, const auto&) {
          for (auto& g : out.grad_x) g = 0;
        });

}  // namespace
}  // namespace etalon::verify
