#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Elementary functions of packs that kernels share parts of, as short as their arguments allow. The others are SLEEF's.
namespace etalon::fast::backend {

/// c₀ + c₁x + c₂x² + … in two strands, of even and of odd powers: no other form has fewer operations of which two at a time can run.
template <class P, class C, std::size_t n>
P polynomial(const P& x, const P& square, const std::array<C, n>& c) {
  const auto strand = [&]<std::size_t... k>(std::index_sequence<k...>, std::size_t last) {
    P sum(c[last]);
    ((sum = multiply_add(sum, square, P(c[last - 2 * (k + 1)]))), ...);
    return sum;
  };
  constexpr std::size_t even = (n - 1) & ~std::size_t{1}, odd = (n - 2) | 1;
  return multiply_add(strand(std::make_index_sequence<odd / 2>(), odd), x, strand(std::make_index_sequence<even / 2>(), even));
}
template <class P, class C, std::size_t n>
P polynomial(const P& x, const std::array<C, n>& c) {
  return polynomial(x, x * x, c);
}

/// eˣ = 2ⁿ(1 + p), n = round(x/log 2), p = eʳ − 1 with |r| ≤ ½log 2: r and (p − r)/r² by Chebyshev's interpolation, off by less than 2⁻⁵⁶ or 2⁻²⁶·⁹
/// of eʳ.
template <class P>
struct Exponential {
  using T = typename P::Number;
  static constexpr bool twofold = std::is_same_v<T, double>;
  static constexpr T limit = twofold ? 800 : 120;
  P n, r, tail, p;

  struct Bounded {};  ///< of a number that neither overflows nor is far beyond where eˣ is 0

  explicit Exponential(const P& x) : Exponential(max(P(-limit), min(P(limit), x)), Bounded{}) {}  // NaN stays
  Exponential(const P& bounded, Bounded) {
    constexpr auto series = [] {
      if constexpr (twofold)
        return std::array{0.5000000000000001022,  0.1666666666666666745,    0.04166666666662412787,   0.008333333333330061833,  0.00138888889172137169,
                          0.0001984126986305361688, 0.00002480152129595437513, 2.755726845999706477e-6, 2.762008844540974816e-7, 2.510038549551031908e-8};
      else return std::array{0.5f, 0.16666576990f, 0.041666554617f, 0.0083631790527f, 0.0013926183588f};
    }();
    // log 2 in two parts, the first with so few digits that its product by n is exact.
    constexpr T high = twofold ? T(0x1.62e42feep-1) : T(0x1.62e4p-1), low = twofold ? T(0x1.a39ef35793c76p-33) : T(0x1.7f7d1cp-20);
    n = nearest(bounded * T(1.442695040888963407));
    r = multiply_add(n, P(-low), multiply_add(n, P(-high), bounded));
    const P square = r * r;
    tail = polynomial(r, square, series);
    p = multiply_add(square, tail, r);
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
