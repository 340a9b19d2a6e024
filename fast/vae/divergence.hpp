#pragma once
#include "fast/backend/entries.hpp"

namespace etalon::fast::vae {

/// What the divergence and its gradient make of one e^ℓ, ℓ = log σ², over packs. Every result is s times as much; no factor
/// overflows where the product does not.
template <class P>
struct LogVariance {
  using T = typename P::Number;
  P l;
  backend::Exponential<P> exponential;

  explicit LogVariance(const P& at) : l(at), exponential(at) {}

  /// s·½(e^ℓ − 1).
  P half_expm1(T s) const { return with_far(exponential.minus_one() * P(T(0.5)) * s, s); }
  /// s·½(e^ℓ − 1 − ℓ): where e^ℓ is not 2ⁿ times something, from its series ℓ²(½ + ℓ/6 + …), and all digits are kept.
  P half_expm1_minus(T s) const {
    const P beside_zero = exponential.tail * (l * P(T(0.5))) * s * l, elsewhere = exponential.minus_one() * P(T(0.5)) * s - l * P(T(0.5)) * s;
    return with_far(select(exponential.n == P(0), beside_zero, elsewhere), s);
  }

 private:
  /// Beyond ℓ = 80, where 1 and ℓ are nothing beside e^ℓ, by its root.
  P with_far(const P& ordinary, T s) const {
    const auto far = l > 80;
    if (!any(far)) return ordinary;
    const P root = backend::exp(l * P(T(0.5)));
    return select(far, root * P(T(0.5)) * s * root, ordinary);
  }
};

/// s·½(μ² + (e^ℓ − 1 − ℓ)) of one latent: both terms are positive, and neither has lost digits.
template <class P>
P divergence(const P& mu, const LogVariance<P>& variance, typename P::Number s) {
  return mu * P(0.5) * s * mu + variance.half_expm1_minus(s);
}

}  // namespace etalon::fast::vae
