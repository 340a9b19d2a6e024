#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Elementary functions of packs that kernels share parts of, as short as their arguments allow. The others are SLEEF's.
namespace etalon::fast::backend {

/// c₀ + c₁x + c₂x² + …, by pairs, and pairs of these (Estrin's scheme): few terms wait for others.
template <class P, class C, std::size_t n>
P polynomial(const P& x, const std::array<C, n>& c) {
  if constexpr (n == 1) {
    return c[0];
  } else {
    return [&]<std::size_t... k>(std::index_sequence<k...>) {
      constexpr auto odd = [](std::size_t at) { return std::min(2 * at + 1, n - 1); };
      const std::array<P, sizeof...(k)> pairs{(2 * k + 1 < n ? multiply_add(P(c[odd(k)]), x, P(c[2 * k])) : P(c[2 * k]))...};
      return polynomial(x * x, pairs);
    }(std::make_index_sequence<(n + 1) / 2>{});
  }
}

/// eˣ = 2ⁿ(1 + p), n = round(x/log 2), p = eʳ − 1 with |r| ≤ ½log 2: r and (p − r)/r² by Taylor's series, whose first term
/// left out is less than 2⁻⁵⁷ or 2⁻²⁷ of eʳ.
template <class P>
struct Exponential {
  using T = typename P::Number;
  static constexpr bool twofold = std::is_same_v<T, double>;
  static constexpr T limit = twofold ? 800 : 120;
  P n, r, tail, p;

  struct Bounded {};  ///< of a number that neither overflows nor is far beyond where eˣ is 0

  explicit Exponential(const P& x) : Exponential(max(P(-limit), min(P(limit), x)), Bounded{}) {}  // NaN stays
  Exponential(const P& bounded, Bounded) {
    constexpr std::size_t terms = twofold ? 12 : 6;
    constexpr std::array<T, terms> series = [] {
      std::array<T, terms> c{};
      long double factor = 1;
      for (std::size_t k = 0; k < terms; ++k) c[k] = static_cast<T>(factor /= static_cast<long double>(k + 2));
      return c;
    }();
    // log 2 in two parts, the first with so few digits that its product by n is exact.
    constexpr T high = twofold ? T(0x1.62e42feep-1) : T(0x1.62e4p-1), low = twofold ? T(0x1.a39ef35793c76p-33) : T(0x1.7f7d1cp-20);
    n = nearest(bounded * T(1.442695040888963407));
    r = multiply_add(n, P(-low), multiply_add(n, P(-high), bounded));
    tail = polynomial(r, series);
    p = multiply_add(r * r, tail, r);
  }
  P value() const { return ldexp(1 + p, n); }
  P scale() const { return ldexp(P(1), n); }
  /// eˣ of x ≤ 0.
  P fraction() const { return multiply_add(scale(), p, scale()); }
  /// eˣ − 1, where 2ⁿ does not overflow.
  P minus_one() const { return multiply_add(scale(), p, scale() - 1); }
};

template <class P>
P exp(const P& x) {
  return Exponential<P>(x).value();
}

/// log(1 + e) of 0 ≤ e ≤ 1, by 2 artanh s with s = e/(2 + e), or beside log 2 with s = (e − 1)/(3 + e): |s| ≤ 0.172. The first
/// term of the series left out is less than 2⁻⁵⁸ or 2⁻²⁸ of it.
template <class P>
struct LogOfOnePlus {
  using T = typename P::Number;
  decltype(P() > P()) large;
  P numerator, denominator;

  explicit LogOfOnePlus(const P& e) : large(e > T(0.414213562373095)), numerator(select(large, e - 1, e)), denominator(e + select(large, P(3), P(2))) {}
  P value() const { return value(numerator / denominator); }
  /// For whoever has the quotient.
  P value(const P& s) const {
    constexpr auto series = [] {
      if constexpr (std::is_same_v<T, double>) return std::array{0.6666666666666669686, 0.3999999999989950449, 0.2857142862597548492, 0.2222221113479507986, 0.1818288912526172208, 0.1533172160055604127, 0.1461644968504340586};
      else return std::array{0.66666685f, 0.39988781f, 0.29579949f};
    }();
    const P square = s * s;
    return multiply_add(s * square, polynomial(square, series), s + s) + select(large, P(T(0.693147180559945309)), P(0));
  }
};

}  // namespace etalon::fast::backend
