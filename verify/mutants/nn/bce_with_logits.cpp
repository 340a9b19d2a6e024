#include <algorithm>
#include <cmath>

#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;
using Variant = BceWithLogits::Variant;

/// The loss with −log σ and −log(1 − σ) computed by the given function of z and t.
template <class T, class Entry>
Result<BceWithLogits::Out<T>> reduced(const BceWithLogits::In<T>& in, Variant variant, Entry entry) {
  if (const auto valid = Wings<BceWithLogits>::fast(in, variant); !valid) return valid.failure();
  T sum = 0;
  for (std::size_t i = 0; i < in.z.size(); ++i) sum += entry(in.z[i], in.target[i]);
  return BceWithLogits::Out<T>{variant == Variant::mean ? sum / static_cast<T>(in.z.size()) : sum};
}

template <class T>
T sigmoid(T z) {
  return 1 / (1 + std::exp(-z));
}
template <class T>
T softplus(T z) {
  return std::max(z, T(0)) + std::log1p(std::exp(-std::fabs(z)));
}

const auto registered =
    mutants<BceWithLogits>()
        .add("naive", "the logarithm of a computed σ: −∞ where σ(z) rounds to 1",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return reduced(in, v, [&](T z, T t) { return -(in.pos_weight * t * std::log(sigmoid(z)) + (1 - t) * std::log(1 - sigmoid(z))); });
             })
        .add("clipped", "probabilities clipped to [1e-7, 1 − 1e-7] before the logarithm",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return reduced(in, v, [&](T z, T t) {
                 const T p = std::clamp(sigmoid(z), T(1e-7), 1 - T(1e-7));
                 return -(in.pos_weight * t * std::log(p) + (1 - t) * std::log(1 - p));
               });
             })
        .add("without_log1p", "log(1 + e⁻|ᶻ|) loses the small losses of confident right answers",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return reduced(in, v, [&](T z, T t) {
                 const T rest = std::log(1 + std::exp(-std::fabs(z)));
                 return in.pos_weight * t * (std::max(-z, T(0)) + rest) + (1 - t) * (std::max(z, T(0)) + rest);
               });
             })
        .add("weight_on_both", "the weight of the label 1 applied to the label 0 too",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return reduced(in, v, [&](T z, T t) { return in.pos_weight * (t * softplus(-z) + (1 - t) * softplus(z)); });
             })
        .add("flipped", "the labels 0 and 1 exchanged",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return reduced(in, v, [&](T z, T t) { return in.pos_weight * t * softplus(z) + (1 - t) * softplus(-z); });
             })
        .add("weighted_mean", "the mean divides by the sum of the weights",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) -> Result<BceWithLogits::Out<T>> {
               auto out = Wings<BceWithLogits>::fast(in, v);
               if (!out) return out;
               T weights = 0;
               for (const T t : in.target) weights += 1 + (in.pos_weight - 1) * t;
               out->loss *= static_cast<T>(in.z.size()) / weights;
               return out;
             })
        .add("nan_to_num", "a logit that is NaN counts as 0", []<class T>(const BceWithLogits::In<T>& in, Variant v) {
          auto cleaned = in;
          for (T& z : cleaned.z)
            if (std::isnan(z)) z = 0;
          return Wings<BceWithLogits>::fast(cleaned, v);
        });

template <class T, class Slope>
Result<BceWithLogitsGradient::Out<T>> each(const BceWithLogits::In<T>& in, Variant variant, Slope slope) {
  auto out = Wings<BceWithLogitsGradient>::fast(in, variant);
  if (!out) return out;
  for (std::size_t i = 0; i < in.z.size(); ++i)
    out->grad_z[i] = slope(in.z[i], in.target[i], variant == Variant::mean ? static_cast<T>(in.z.size()) : T(1));
  return out;
}

const auto registered_gradient =
    mutants<BceWithLogitsGradient>()
        .add("sign", "t − σ(z): the gradient of the likelihood",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return each(in, v, [&](T z, T t, T n) { return (in.pos_weight * t * (1 - sigmoid(z)) - (1 - t) * sigmoid(z)) / n; });
             })
        .add("weight_forgotten", "σ(z) − t whatever the weight",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) { return each(in, v, [&](T z, T t, T n) { return (sigmoid(z) - t) / n; }); })
        .add("squared_error", "a further factor σ(1 − σ), as for a squared error",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return each(in, v, [&](T z, T t, T n) {
                 const T p = sigmoid(z);
                 return ((1 - t) * p - in.pos_weight * t * (1 - p)) * p * (1 - p) / n;
               });
             })
        .add("averaged_twice", "the mean's factor 1/n applied again",
             []<class T>(const BceWithLogits::In<T>& in, Variant v) {
               return each(in, v, [&](T z, T t, T n) { return ((1 - t) * sigmoid(z) - in.pos_weight * t * sigmoid(-z)) / (n * n); });
             })
        .add("exp_overflows", "eᶻ/(1 + eᶻ) for every z: ∞/∞ at a large one", []<class T>(const BceWithLogits::In<T>& in, Variant v) {
          return each(in, v, [&](T z, T t, T n) {
            const T p = std::exp(z) / (1 + std::exp(z));
            return ((1 - t) * p - in.pos_weight * t * (1 - p)) / n;
          });
        });

}  // namespace
}  // namespace etalon::verify
