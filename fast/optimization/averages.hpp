#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "fast/backend/entries.hpp"
#include "reference/contract/result.hpp"

/// What the steps of adaptive optimizers share, over packs: squares that leave no range, and corrections that keep their digits.
namespace etalon::fast::optimization {

/// Numbers of ordinary size: what is computed of them loses nothing below the range, and is not above it.
template <class T>
struct Ordinary {
  static constexpr T least = sizeof(T) == 8 ? T(0x1p-900) : T(0x1p-100), most = std::numeric_limits<T>::max();
  static constexpr T up = sizeof(T) == 8 ? T(0x1p600) : T(0x1p60), down = 1 / up;
};

/// Are all sizes? By one comparison: GCC takes a pair of them apart, lane by lane.
template <class P>
bool all_ordinary(const P& size) {
  using O = Ordinary<typename P::Number>;
  return !any(max(P(O::least) - size, size - P(O::most)) > P(typename P::Number(0)));
}

/// f·x/y, where f·x may leave the range.
template <class P>
P multiple_of_quotient(const P& f, const P& x, const P& y) {
  using T = typename P::Number;
  using O = Ordinary<T>;
  const P product = f * x, size = abs(product);
  if (all_ordinary(size)) [[likely]] return product / y;
  const P one(T(1)), scale = select(size < P(O::least), P(O::up), select(size > P(O::most), P(O::down), one));
  const P back = select(size < P(O::least), P(O::down), select(size > P(O::most), P(O::up), one));
  return select(f == P(T(0)), product / y, f * (x * scale) / y * back);  // 0 times what x·scale may be
}
template <class P>
P multiple_of_quotient(typename P::Number f, const P& x, const P& y) {
  return multiple_of_quotient(P(f), x, y);
}

/// 1 − βᵗ = −expm1(t·log β), which keeps its digits where βᵗ is near 1.
template <class T>
T correction(T beta, std::int64_t t) {
  return -std::expm1(static_cast<T>(t) * std::log(beta));
}

template <class P>
P average(typename P::Number beta, const P& x, const P& y) {
  return P(beta) * x + P(1 - beta) * y;
}

/// √(a² + b²) for a, b ≥ 0, by their quotient.
template <class P>
P length(const P& a, const P& b) {
  const P longer = max(a, b), shorter = min(a, b), quotient = shorter / longer;
  return select(longer == P(typename P::Number(0)), longer, longer * sqrt(1 + quotient * quotient));
}
/// kept·v + taken·g² and its root; where the square leaves the range, the root by √v and |g|.
template <class P>
struct SumOfSquares {
  P value, root;

  SumOfSquares(typename P::Number kept, const P& v, typename P::Number taken, const P& g) {
    using O = Ordinary<typename P::Number>;
    value = P(kept) * v + P(taken) * g * g;
    root = sqrt(value);
    if (all_ordinary(value)) [[likely]] return;
    const P by_length = length(P(std::sqrt(kept)) * sqrt(v), P(std::sqrt(taken)) * abs(g));
    root = select(value < P(O::least), by_length, select(value > P(O::most), by_length, root));
  }
};
/// βv + (1 − β)g².
template <class P>
SumOfSquares<P> average_square(typename P::Number beta, const P& v, const P& g) {
  return {beta, v, 1 - beta, g};
}

inline Failure zero_denominator(std::size_t i) { return domain("C4", "a denominator is 0 at entry " + std::to_string(i)); }
/// The first entry where βv + (1 − β)g² is exactly 0, and ε too.
template <class T>
std::optional<Failure> zero_denominator(T epsilon, T beta, const Tensor<T>& v, const Tensor<T>& g) {
  if (epsilon > 0) return std::nullopt;
  for (std::size_t i = 0; i < g.size(); ++i)
    if (g[i] == 0 && (v[i] == 0 || beta == 0)) return zero_denominator(i);
  return std::nullopt;
}

}  // namespace etalon::fast::optimization
