#include "reference/contract/nn/softmax.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fast/backend/map_rows.hpp"
#include "fast/joint.hpp"
#include "fast/nn/softmax_from_top.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

namespace {

/// exp(x)/2ˢ in a row, some of the first entries' near 4: no difference to the largest entry is rounded, which need not be known.
template <class P>
struct Scaled {
  using T = typename P::Number;
  using Bounded = typename Exponential<P>::Bounded;
  static constexpr T limit = Exponential<P>::limit;
  T top;
  P half_shift, shift, least, most;

  explicit Scaled(T top_) : top(top_), half_shift(nearest(P(top * T(0.5 * 1.442695040888963407))) - 1), shift(half_shift + half_shift), least(top - limit), most(top + limit) {}
  static T top_of(const T* x, std::size_t n) { return largest_of<P>(x, std::min(n, 4 * P::lanes)); }
  /// Whether what is taken from x, a multiple of log 2, is exact.
  static bool usable(T top) { return std::fabs(top) <= (Exponential<P>::twofold ? T(1e5) : T(200)); }
  P operator()(const P& x) const { return value(max(least, min(most, x)), shift); }
  /// Its root, which does not underflow where that does.
  P root(const P& x) const { return value(max(P(top * T(0.5) - limit), x * P(T(0.5))), half_shift); }

 private:
  static P value(const P& x, const P& less) {
    const Exponential<P> e(x, Bounded{});
    return ldexp(1 + e.p, e.n - less);
  }
};

/// Of a row's exponentials e, scaled: Σ e, Σ e·ȳ, the largest and the smallest e.
template <class T>
struct Sums {
  T total = 0, beside = 0, largest = 0, smallest = 0;

  /// None has left the range, nor will 1/Σ e.
  bool has_weights() const { return total > 0 && total < std::ldexp(T(1), std::numeric_limits<T>::max_exponent / 2); }
  /// No weight is so near 1 that x̄ is a difference of all and nearly all.
  bool has_derivative() const { return std::isfinite(beside) && largest <= total / 2; }
};

/// e/total, nearly as if it were divided: 1 where there is one e.
template <class P>
struct Share {
  using T = typename P::Number;
  P share, rest;

  explicit Share(T total) : share(1 / total), rest(fma(-share, P(total), P(1)) * share) {}
  P of(const P& e) const { return multiply_add(e, share, e * rest); }
};

/// The weights of some rows, and x̄ where there are cotangents: one pass finds e and its sums, a second one what follows from them.
template <class P, class T, std::size_t outputs, class X, class C = X>
class SomeRows {
 public:
  SomeRows(std::size_t n, std::size_t rows, Softmax::Variant variant, const Results<T, outputs>& to, const RowsOf<X>& x, const RowsOf<C>* cotangent = nullptr)
      : n_(n), rows_(rows), variant_(variant), to_(to), x_(x), cotangent_(cotangent) {}

  /// False where a row has no weights. While the results of one row go to memory, the exponentials of the next are computed.
  bool run() {
    std::array<T, rows_at_once> tops;
    for (std::size_t r = 0; r < rows_; ++r) tops[r] = Scaled<P>::top_of(x_.x + r * n_, n_);
    bool all = true;
    Sums<T> before;
    for (std::size_t r = 0; r <= rows_; ++r) {
      Sums<T> sums;
      if (r < rows_) {
        if (Scaled<P>::usable(tops[r])) sums = first(r * n_, Scaled<P>(tops[r]));
        if (!(sums.smallest > 0 && sums.has_weights())) x_.taken(n_, r * n_);  // else every entry is finite
      }
      if (r > 0) {
        const std::size_t from = (r - 1) * n_;
        if (!before.has_weights()) all &= by_itself(from);
        else if (!before.has_derivative()) all &= by_itself(from), weights(from, Scaled<P>(tops[r - 1]), before.total);
        else
          for_either(differentiates && before.smallest / before.total < 2 * std::numeric_limits<T>::min(),
                     [&](const auto careful) { for_either(to_.past, [&](const auto past) { second(careful, past, from, tops[r - 1], before); }); });
      }
      before = sums;
    }
    return all;
  }

 private:
  static constexpr bool differentiates = outputs == 2;

  /// e and its sums of the row that begins at `from`.
  Sums<T> first(std::size_t from, const Scaled<P>& scaled) const {
    constexpr std::size_t block = 16 * P::lanes;
    const T* const x = x_.x + from;
    T* const to = to_.between + from;
    [[maybe_unused]] const T* const c = differentiates ? cotangent_->x + from : nullptr;
    P total(0), beside(0), largest_one(0), smallest(std::numeric_limits<T>::max());
    for (std::size_t begin = 0; begin < n_; begin += block) {
      P of_block(0), beside_it(0);
      each_pack<P>(std::min(block, n_ - begin), [&](std::size_t k, std::size_t count) {
        const std::size_t i = begin + k;
        const P e = scaled(load<P>(x + i, count, -std::numeric_limits<T>::infinity()));
        of_block = of_block + e;
        smallest = min(count == P::lanes ? e : scaled(load<P>(x + i, count, x[i])), smallest);
        if constexpr (differentiates) {  // a cotangent that is not finite is seen in the sum
          beside_it = multiply_add(e, load<P>(c + i, count), beside_it);
          largest_one = max(e, largest_one);
        }
        store(e, to + i, count);
      });
      total = total + of_block, beside = beside + beside_it;
    }
    return {sum(total), sum(beside), largest(largest_one), -largest(-smallest)};
  }

  /// The results of that row; `careful` where a weight may have underflowed: its product with a large slope need not.
  template <class Careful, class Past>
  void second(Careful, Past past, std::size_t from, T top, const Sums<T>& sums) const {
    const Share<P> share(sums.total);
    const P dot(sums.beside / sums.total);
    const T *const e = to_.between + from, *const x = x_.x + from;
    [[maybe_unused]] const T* const c = differentiates ? cotangent_->x + from : nullptr;
    const std::array<T*, outputs> y = to_.y;
    each_pack<P>(n_, [&](std::size_t i, std::size_t count) {
      const P weight = share.of(load<P>(e + i, count));
      if constexpr (differentiates) {
        const P slope = load<P>(c + i, count) - dot;
        P g = weight * slope;
        if constexpr (Careful::value) {
          const P root = Scaled<P>(top).root(load<P>(x + i, count));
          g = select(weight < P(std::numeric_limits<T>::min()), select(root == P(0), P(0), root * share.share * slope * root), g);
        }
        put(g, y[1] + from + i, count, past);
      }
      put(weight, y[0] + from + i, count, past);
    });
  }

  bool by_itself(std::size_t from) const {
    if constexpr (differentiates) return both_from_top<P>(x_.x + from, cotangent_->taken(n_, from), n_, variant_, to_.y[0] + from, to_.y[1] + from);
    else return weights_from_top<P>(x_.x + from, n_, variant_, to_.y[0] + from);
  }

  /// The weights of that row alone, digit for digit as without x̄.
  void weights(std::size_t from, const Scaled<P>& scaled, T total) const {
    const T* const x = x_.x + from;
    const Share<P> share(total);
    each_pack<P>(n_, [&](std::size_t i, std::size_t count) { store(share.of(scaled(load<P>(x + i, count))), to_.y[0] + from + i, count); });
  }

  const std::size_t n_, rows_;
  const Softmax::Variant variant_;
  const Results<T, outputs>& to_;
  const RowsOf<X>& x_;
  const RowsOf<C>* const cotangent_;
};

/// Weights and x̄ of every row.
template <class T>
auto both(const SoftmaxVjp::In<T>& in, Softmax::Variant variant, Seen& seen) {
  const auto some = [variant]<class X, class C>(std::size_t n, std::size_t rows, const RowsOf<X>& x, const RowsOf<C>& cotangent, const Results<T, 2>& to) {
    return widest<T>([&]<class P>() { return SomeRows<P, T, 2, X, C>(n, rows, variant, to, x, &cotangent).run(); });
  };
  return map_rows<2>(in.axis, some, watched(in.x, seen), watched(in.cotangent.y, seen));
}

Failure all_masked() { return domain("C2", "every entry along the axis is −∞"); }

}  // namespace

template <>
const Fast<Softmax> Wings<Softmax>::fast = []<class T>(const Softmax::In<T>& in, Softmax::Variant variant, Seen& seen) -> Result<Softmax::Out<T>> {
  const auto some = [variant]<class X>(std::size_t n, std::size_t rows, const RowsOf<X>& x, const Results<T, 1>& to) {
    return widest<T>([&]<class P>() { return SomeRows<P, T, 1, X>(n, rows, variant, to, x).run(); });
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
