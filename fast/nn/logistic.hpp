#pragma once
#include <algorithm>
#include <cmath>

#include "fast/backend/entries.hpp"

namespace etalon::fast::nn {

/// log(1 + exp x) = max(x, 0) + log1p(exp(−|x|)): the exponential never overflows, and nothing cancels.
template <class T>
T softplus_of(T x) {
  return std::max(x, T(0)) + std::log1p(std::exp(-std::fabs(x)));
}

/// σ(x) = 1/(1 + e⁻ˣ) = eˣ/(1 + eˣ), from the exponential that does not overflow; 1 − σ(x) is σ(−x).
template <class T>
T sigmoid_of(T x) {
  const T e = std::exp(-std::fabs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

/// The same of packs, all from one e = exp(−|x|).
template <class P>
struct Logistic {
  using T = typename P::Number;
  P x, e;

  explicit Logistic(const P& at) : Logistic(at, exponential_of(at).fraction()) {}
  /// For whoever has e.
  Logistic(const P& at, const P& exponential) : x(at), e(exponential) {}
  static backend::Exponential<P> exponential_of(const P& x) { return backend::Exponential<P>(max(P(-backend::Exponential<P>::limit), copysign(x, P(-1))), typename backend::Exponential<P>::Bounded{}); }

  P softplus() const { return max(x, 0) + backend::LogOfOnePlus(e).value(); }
  P sigmoid() const { return select(x >= 0, P(1), e) / (1 + e); }
  P sigmoid_of_negated() const { return select(x >= 0, e, P(1)) / (1 + e); }
  /// y·σ(x); where e underflows, y·eˣ as a product that need not.
  P times_sigmoid(const P& y) const {
    const P ordinary = y * sigmoid();
    const P edge(-far_away);
    if (!any_greater(edge, x)) return ordinary;
    const P root = backend::exp(x * T(0.5));
    return select(x < edge, y * root * root, ordinary);
  }
  /// s·y·σ(x)σ(−x), s a power of two; where e underflows, s·y·e as a product that need not.
  P times_slope(const P& y, T s = 1) const {
    const P ordinary = y * (e * s / ((1 + e) * (1 + e)));
    const P edge(far_away);
    if (!any_greater(abs(x), edge)) return ordinary;
    const P root = backend::exp(abs(x) * P(T(-0.5)));
    return select(abs(x) > edge, (y * root) * (root * s), ordinary);
  }

  static constexpr T far_away = 80;  ///< where 1 + e is 1, and e has all its digits
};

}  // namespace etalon::fast::nn
