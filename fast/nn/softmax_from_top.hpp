#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "fast/backend/rows.hpp"

/// Rows of softmax that need care: from the largest entry, which no exponential exceeds.
namespace etalon::fast::nn {

using namespace backend;

/// The first of the largest scores of a row in each lane, and the cotangent beside it.
template <class P>
struct Heaviest {
  using T = typename P::Number;
  static constexpr std::size_t lanes = P::lanes;
  P score, cotangent;

  static Heaviest of(const T* x, const T* cotangent, std::size_t n) {
    const auto larger = [](const Heaviest& a, const Heaviest& b) { return Heaviest{max(a.score, b.score), select(b.score > a.score, b.cotangent, a.cotangent)}; };
    return fold<Heaviest>(n, Heaviest{P(masked), P(0)}, larger, [&](std::size_t i, std::size_t count) { return Heaviest{load<P>(x + i, count, masked), load<P>(cotangent + i, count)}; });
  }
  T top() const { return largest(score); }
  /// The cotangent of a heaviest entry.
  T base() const { return largest(select(score == P(top()), cotangent, P(masked))); }

  static constexpr T masked = -std::numeric_limits<T>::infinity();
};

/// yᵢ = exp(xᵢ − top): no exponential overflows. Returns Σ y, and beside it Σ yᵢ·f(i, count), both in blocks.
template <class P, class F, class T = typename P::Number>
std::array<T, 2> exponentials(const T* x, std::size_t n, T top, T* y, const F& f) {
  constexpr std::size_t block = 16 * P::lanes;
  P total(0), beside(0);
  for (std::size_t from = 0; from < n; from += block) {
    P of_block(0), beside_it(0);
    each_pack<P>(std::min(block, n - from), [&](std::size_t k, std::size_t count) {
      const std::size_t i = from + k;
      const P e = exp_of_negative(load<P>(x + i, count, Heaviest<P>::masked) - P(top));
      of_block = of_block + e;
      beside_it = multiply_add(e, f(i, count), beside_it);
      store(e, y + i, count);
    });
    total = total + of_block, beside = beside + beside_it;
  }
  return {sum(total), sum(beside)};
}

/// Where every entry is −∞: the weights of the convention.
template <class T>
bool masked(T top) { return top == -std::numeric_limits<T>::infinity(); }
template <class T, class Variant>
void fill_masked(T* y, std::size_t n, Variant variant) { std::fill_n(y, n, variant == Variant::uniform ? 1 / static_cast<T>(n) : T(0)); }

/// The weights of a row from its largest entry; false where there are none.
template <class P, class Variant, class T = typename P::Number>
bool weights_from_top(const T* x, std::size_t n, Variant variant, T* y) {
  const T top = largest_of<P>(x, n);
  if (masked(top)) {
    fill_masked(y, n, variant);
    return variant != Variant::undefined;
  }
  const T total = exponentials<P>(x, n, top, y, [](std::size_t, std::size_t) { return P(0); })[0];
  transform<P>(n, y, [share = P(1 / total)](const P& e) { return e * share; }, y);
  return true;
}

/// Weights and x̄ of a row from its exponentials y, whose sum is `total`, and Σ y(ȳ − base). Cotangents are relative to the heaviest entry's:
/// x̄ does not change, and nothing cancels where one weight is near 1.
template <class P, class T = typename P::Number>
void pull_back(const T* x, const T* cotangent, std::size_t n, T top, T base, const std::array<T, 2>& sums, T* y, T* grad) {
  const P share(1 / sums[0]), dot(sums[1] / sums[0]), centre(base);
  each_pack<P>(n, [&](std::size_t i, std::size_t count) {
    const P weight = load<P>(y + i, count, 1) * share, slope = load<P>(cotangent + i, count) - centre - dot;
    P g = weight * slope;
    if (const auto tiny = weight < P(std::numeric_limits<T>::min()); any(tiny)) {  // the weight has underflowed, its product with a large slope need not
      const P score = load<P>(x + i, count), root = exp((score - P(top)) * P(T(0.5)));
      g = select(tiny, root * share * slope * root, g);
      g = select(score == P(Heaviest<P>::masked), P(0), g);
    }
    store(weight, y + i, count);
    store(g, grad + i, count);
  });
}

/// Weights and x̄ of a row from its heaviest entry; false where there are none.
template <class P, class Variant, class T = typename P::Number>
bool both_from_top(const T* x, const T* cotangent, std::size_t n, Variant variant, T* y, T* grad) {
  const auto heaviest = Heaviest<P>::of(x, cotangent, n);
  const T top = heaviest.top(), base = heaviest.base();
  if (masked(top)) {
    fill_masked(y, n, variant);
    std::fill_n(grad, n, T(0));
    return variant != Variant::undefined;
  }
  const auto sums = exponentials<P>(x, n, top, y, [&](std::size_t i, std::size_t count) { return load<P>(cotangent + i, count) - P(base); });
  pull_back<P>(x, cotangent, n, top, base, sums, y, grad);
  return true;
}

}  // namespace etalon::fast::nn
