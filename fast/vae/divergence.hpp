#pragma once
#include <cmath>

namespace etalon::fast::vae {

/// s·½(eˣ − 1): no factor overflows where the product does not.
template <class T>
T half_expm1(T x, T s) {
  if (x < 80) return std::expm1(x) / 2 * s;
  const T root = std::exp(x / 2);
  return root / 2 * s * root;
}

/// s·½(eˣ − 1 − x), for small x by x²/4·(1 + x/3·(1 + x/4·(…))); the terms to k = 15 leave less than 2⁻⁵⁶ of it at |x| = ½.
template <class T>
T half_expm1_minus(T x, T s) {
  if (x > 80) return half_expm1(x, s);  // beside which x is nothing
  if (std::fabs(x) > T(0.5)) return half_expm1(x, s) - x / 2 * s;
  T tail = 1;
  for (int k = 15; k >= 3; --k) tail = 1 + x / static_cast<T>(k) * tail;
  return x / 2 * (x / 2) * tail * s;
}

/// s·½(μ² + (e^ℓ − 1 − ℓ)) of one latent, ℓ = log σ²: both terms are positive, and neither has lost digits.
template <class T>
T divergence(T mu, T log_variance, T s) {
  return mu / 2 * s * mu + half_expm1_minus(log_variance, s);
}

}  // namespace etalon::fast::vae
