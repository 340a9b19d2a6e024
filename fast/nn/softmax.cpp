#include "reference/contract/nn/softmax.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "fast/backend/map_rows.hpp"
#include "fast/joint.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

namespace {

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
template <class T>
void fill_masked(T* y, std::size_t n, Softmax::Variant variant) { std::fill_n(y, n, variant == Softmax::Variant::uniform ? 1 / static_cast<T>(n) : T(0)); }
Failure all_masked() { return domain("C2", "every entry along the axis is −∞"); }

/// The weights of some rows.
template <class P, class T = typename P::Number>
bool weights(std::size_t n, std::size_t rows, const T* x, Softmax::Variant variant, T* y) {
  std::array<T, rows_at_once> top, total;
  for (std::size_t r = 0; r < rows; ++r) top[r] = largest_of<P>(x + r * n, n);
  for (std::size_t r = 0; r < rows; ++r)
    if (!masked(top[r])) total[r] = exponentials<P>(x + r * n, n, top[r], y + r * n, [](std::size_t, std::size_t) { return P(0); })[0];
  for (std::size_t r = 0; r < rows; ++r) {
    if (masked(top[r])) {
      if (variant == Softmax::Variant::undefined) return false;
      fill_masked(y + r * n, n, variant);
    } else {
      transform<P>(n, y + r * n, [share = P(1 / total[r])](const P& e) { return e * share; }, y + r * n);
    }
  }
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

/// Weights and x̄ of some rows.
template <class P, class T = typename P::Number>
bool weights_and_pull_back(std::size_t n, std::size_t rows, const T* x, const T* cotangent, Softmax::Variant variant, T* y, T* grad) {
  std::array<T, rows_at_once> top, base;
  std::array<std::array<T, 2>, rows_at_once> sums;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto heaviest = Heaviest<P>::of(x + r * n, cotangent + r * n, n);
    top[r] = heaviest.top(), base[r] = heaviest.base();
  }
  for (std::size_t r = 0; r < rows; ++r)
    if (!masked(top[r]))
      sums[r] = exponentials<P>(x + r * n, n, top[r], y + r * n, [c = cotangent + r * n, centre = P(base[r])](std::size_t i, std::size_t count) { return load<P>(c + i, count) - centre; });
  for (std::size_t r = 0; r < rows; ++r) {
    if (masked(top[r])) {
      if (variant == Softmax::Variant::undefined) return false;
      fill_masked(y + r * n, n, variant);
      std::fill_n(grad + r * n, n, T(0));
    } else {
      pull_back<P>(x + r * n, cotangent + r * n, n, top[r], base[r], sums[r], y + r * n, grad + r * n);
    }
  }
  return true;
}

/// Weights and x̄ of every row.
template <class T>
auto both(const SoftmaxVjp::In<T>& in, Softmax::Variant variant, Seen& seen) {
  const auto some = [variant](std::size_t n, std::size_t rows, const T* x, const T* cotangent, const auto& y) {
    return widest<T>([&]<class P>() { return weights_and_pull_back<P>(n, rows, x, cotangent, variant, y[0], y[1]); });
  };
  return map_rows<2>(in.axis, some, watched(in.x, seen), watched(in.cotangent.y, seen));
}

}  // namespace

template <>
const Fast<Softmax> Wings<Softmax>::fast = []<class T>(const Softmax::In<T>& in, Softmax::Variant variant, Seen& seen) -> Result<Softmax::Out<T>> {
  const auto some = [variant](std::size_t n, std::size_t rows, const T* x, const auto& y) {
    return widest<T>([&]<class P>() { return weights<P>(n, rows, x, variant, y[0]); });
  };
  auto y = map_rows<1>(in.axis, some, watched(in.x, seen));
  if (!y) return all_masked();
  return Softmax::Out<T>{std::move((*y)[0])};
};

template <>
const Fast<SoftmaxVjp> Wings<SoftmaxVjp>::fast = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant, Seen& seen) -> Result<SoftmaxVjp::Out<T>> {
  auto all = both(in, variant, seen);
  if (!all) return all_masked();
  return SoftmaxVjp::Out<T>{std::move((*all)[1])};
};

template <>
const Joint<SoftmaxVjp> Together<SoftmaxVjp>::fast = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant, Seen& seen) -> Result<ValueAndDerivative<SoftmaxVjp, T>> {
  auto all = both(in, variant, seen);
  if (!all) return all_masked();
  return ValueAndDerivative<SoftmaxVjp, T>{{std::move((*all)[0])}, {std::move((*all)[1])}};
};

}  // namespace etalon
