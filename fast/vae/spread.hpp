#pragma once
#include <array>
#include <cmath>

#include "fast/nn/logistic.hpp"
#include "reference/contract/gaussian_spread.hpp"

/// The deviation σ of what an encoder gives for it, and what divergences make of two of them.
namespace etalon::fast::vae {

using Spread = contract::GaussianSpread::Variant;

/// ½(eˣ − 1 − x): by its series x²(½ + x/6 + …) between −1 and 1, where it cancels; by the root of eˣ where that may overflow.
template <class T>
T half_expm1_minus(T x) {
  if (std::fabs(x) <= 1) {
    constexpr std::array<T, 19> series = [] {
      std::array<T, 19> c{};
      long double factor = 0.5L;
      for (std::size_t k = 0; k < c.size(); ++k) c[k] = static_cast<T>(factor /= static_cast<long double>(k + (k == 0 ? 1 : 2)));
      return c;
    }();
    T y = 0;
    for (std::size_t k = series.size(); k-- > 0;) y = y * x + series[k];
    return x * y * (x / 2);
  }
  if (x > 80) return std::exp(x / 2) / 2 * std::exp(x / 2);  // 1 and x are nothing beside it
  return (std::expm1(x) - x) / 2;
}

/// log(1 + eˣ) − log(1 + eʸ): near each other as log(1 + (eˣ⁻ʸ − 1)·σ(y)), with the smaller before the other.
template <class T>
T softplus_difference(T x, T y) {
  if (!(std::fabs(x - y) <= 1)) return nn::softplus_of(x) - nn::softplus_of(y);
  return x <= y ? std::log1p(std::expm1(x - y) * nn::sigmoid_of(y)) : -std::log1p(std::expm1(y - x) * nn::sigmoid_of(x));
}

/// σ, or log σ² where σ is given by it, or by a softplus that is eˢ.
template <class T>
struct Deviation {
  T s, sigma, log_variance = 0;
  bool by_log;
  Spread convention;

  Deviation(T at, Spread c) : s(at), by_log(c == Spread::log_variance || (c == Spread::softplus && at < -far_away)), convention(c) {
    if (by_log) log_variance = c == Spread::softplus ? 2 * s : s;
    sigma = by_log ? std::exp(log_variance / 2) : c == Spread::softplus ? nn::softplus_of(s) : s;
  }
  T log_of_variance() const { return by_log ? log_variance : 2 * std::log(sigma); }
  /// x·σ
  T times(T x) const {
    if (x == 0) return x;  // whatever overflows
    if (!by_log) return x * sigma;
    const T root = std::exp(log_variance / 4);
    return x * root * root;
  }
  /// x/σ
  T divide(T x) const {
    if (x == 0) return x;
    if (!by_log) return x / sigma;
    const T root = std::exp(-log_variance / 4);
    return x * root * root;
  }
  /// x·d log σ/ds
  T by_log_slope(T x) const {
    if (convention == Spread::log_variance) return x / 2;
    if (by_log) return x;
    return convention == Spread::softplus ? x * (nn::sigmoid_of(s) / sigma) : x / sigma;
  }
  /// x·dσ/ds
  T by_slope(T x) const {
    if (convention == Spread::log_variance) return times(x / 2);
    return convention == Spread::softplus ? x * nn::sigmoid_of(s) : x;
  }

  static constexpr T far_away = 40;  ///< where 1 + e⁻ˢ is 1
};

/// σ²/τ² of two deviations.
template <class T>
struct VarianceRatio {
  T half_excess;  ///< ½(σ²/τ² − 1 − log σ²/τ²)
  T minus, plus;  ///< σ²/τ² − 1 as a product, which may overflow where its product with another does not

  VarianceRatio(const Deviation<T>& sigma, const Deviation<T>& tau) {
    if (sigma.by_log || tau.by_log) {
      const T log_ratio = sigma.log_of_variance() - tau.log_of_variance();
      half_excess = half_expm1_minus(log_ratio);
      minus = log_ratio > 80 ? std::exp(log_ratio / 2) : std::expm1(log_ratio), plus = log_ratio > 80 ? minus : T(1);
      return;
    }
    const bool softplus = sigma.convention == Spread::softplus;
    const T s = (softplus ? softplus_difference(sigma.s, tau.s) : sigma.sigma - tau.sigma) / tau.sigma;
    if (std::fabs(s) <= T(0.5)) {
      half_excess = half_expm1_minus(2 * std::log1p(s)), minus = s, plus = 2 + s;
      return;
    }
    const T ratio = sigma.sigma / tau.sigma, log = std::isnormal(ratio) ? std::log(ratio) : std::log(sigma.sigma) - std::log(tau.sigma);
    minus = ratio - 1, plus = ratio + 1, half_excess = minus / 2 * plus - log;
  }
};

}  // namespace etalon::fast::vae
