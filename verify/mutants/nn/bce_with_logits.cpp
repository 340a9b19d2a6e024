#include <algorithm>
#include <cmath>

#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;
using Variant = BceWithLogits::Variant;

template <class T>
T sigmoid(T z) {
  return 1 / (1 + std::exp(-z));
}
template <class T>
T softplus(T z) {
  return std::max(z, T(0)) + std::log1p(std::exp(-std::fabs(z)));
}
template <class T>
T divisor(const BceWithLogits::In<T>& in, Variant variant) {
  return variant == Variant::mean ? static_cast<T>(in.z.size()) : T(1);
}

/// The loss with another entry(z, t).
template <class T, class Entry>
T reduced(const BceWithLogits::In<T>& in, Variant variant, Entry entry) {
  T sum = 0;
  for (std::size_t i = 0; i < in.z.size(); ++i) sum += entry(in.z[i], in.target[i]);
  return sum / divisor(in, variant);
}

const auto registered =
    mutants<BceWithLogits>()
        .spoils("naive", "the logarithm of a computed σ: −∞ where σ(z) rounds to 1", [](auto& out, const auto& in, Variant v) {
          out.loss = reduced(in, v, [&](auto z, auto t) { return -(in.pos_weight * t * std::log(sigmoid(z)) + (1 - t) * std::log(1 - sigmoid(z))); });
        })
        .spoils("clipped", "probabilities clipped to [1e-7, 1 − 1e-7] before the logarithm", [](auto& out, const auto& in, Variant v) {
          out.loss = reduced(in, v, [&](auto z, auto t) {
            const decltype(z) least = 1e-7f, p = std::clamp(sigmoid(z), least, 1 - least);
            return -(in.pos_weight * t * std::log(p) + (1 - t) * std::log(1 - p));
          });
        })
        .spoils("without_log1p", "log(1 + e⁻|ᶻ|) loses the small losses of confident right answers", [](auto& out, const auto& in, Variant v) {
          out.loss = reduced(in, v, [&](auto z, auto t) {
            const auto rest = std::log(1 + std::exp(-std::fabs(z)));
            return in.pos_weight * t * (std::fmax(-z, 0) + rest) + (1 - t) * (std::fmax(z, 0) + rest);
          });
        })
        .spoils("weight_on_both", "the weight of the label 1 applied to the label 0 too", [](auto& out, const auto& in, Variant v) {
          out.loss = reduced(in, v, [&](auto z, auto t) { return in.pos_weight * (t * softplus(-z) + (1 - t) * softplus(z)); });
        })
        .spoils("flipped", "the labels 0 and 1 exchanged", [](auto& out, const auto& in, Variant v) {
          out.loss = reduced(in, v, [&](auto z, auto t) { return in.pos_weight * t * softplus(z) + (1 - t) * softplus(-z); });
        })
        .spoils("weighted_mean", "the mean divides by the sum of the weights", [](auto& out, const auto& in) {
          auto weights = in.pos_weight * 0;
          for (const auto t : in.target) weights += 1 + (in.pos_weight - 1) * t;
          out.loss *= static_cast<float>(in.z.size()) / weights;
        })
        .add("nan_to_num", "a logit that is NaN counts as 0", []<class T>(const BceWithLogits::In<T>& in, Variant v) {
          auto cleaned = in;
          for (T& z : cleaned.z)
            if (std::isnan(z)) z = 0;
          return Wings<BceWithLogits>::fast(cleaned, v);
        });

/// The gradient with another slope(z, t).
template <class T, class Slope>
void spoil(BceWithLogitsGradient::Out<T>& out, const BceWithLogits::In<T>& in, Variant variant, Slope slope) {
  for (std::size_t i = 0; i < in.z.size(); ++i) out.grad_z[i] = slope(in.z[i], in.target[i]) / divisor(in, variant);
}

const auto registered_gradient =
    mutants<BceWithLogitsGradient>()
        .spoils("sign", "t − σ(z): the gradient of the likelihood", [](auto& out, const auto&) {
          for (auto& g : out.grad_z) g = -g;
        })
        .spoils("weight_forgotten", "σ(z) − t whatever the weight", [](auto& out, const auto& in, Variant v) {
          spoil(out, in, v, [](auto z, auto t) { return sigmoid(z) - t; });
        })
        .spoils("squared_error", "a further factor σ(1 − σ), as for a squared error", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.z.size(); ++i) out.grad_z[i] *= sigmoid(in.z[i]) * sigmoid(-in.z[i]);
        })
        .spoils("averaged_twice", "the mean's factor 1/n applied again", [](auto& out, const auto& in, Variant v) {
          for (auto& g : out.grad_z) g /= divisor(in, v);
        })
        .spoils("exp_overflows", "eᶻ/(1 + eᶻ) for every z: ∞/∞ at a large one", [](auto& out, const auto& in, Variant v) {
          spoil(out, in, v, [&](auto z, auto t) {
            const auto p = std::exp(z) / (1 + std::exp(z));
            return (1 - t) * p - in.pos_weight * t * (1 - p);
          });
        })
        .spoils("nothing_left_of_the_right", "1 − σ(z) of a computed σ: a confident right label has no gradient", [](auto& out, const auto& in, Variant v) {
          spoil(out, in, v, [&](auto z, auto t) { return (1 - t) * sigmoid(z) - in.pos_weight * t * (1 - sigmoid(z)); });
        })
        .spoils("away_from_the_label", "the gradient of a confident right label with the other sign", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.z.size(); ++i)
            if (in.target[i] == 1 && in.z[i] > 30) out.grad_z[i] = -out.grad_z[i];
        });

}  // namespace
}  // namespace etalon::verify
