#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fast/backend/watched.hpp"
#include "fast/joint.hpp"
#include "fast/nn/normalized.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;
using fast::nn::Normalized;

namespace {

constexpr auto scale_and_shift = [](const auto& v, const auto& w, const auto& b) { return multiply_add(w, v, b); };

/// Of a row of x, and the cotangents c of its y: Σ(x − s), Σ(x − s)², Σ wc and Σ wc(x − s), in one pass. s is the mean of the first entries, near that of all.
template <class T>
struct Sums {
  T shift, deviations = 0, squares = 0, weighted = 0, products = 0;
};
template <class P, class T>
Sums<T> sums_of(const T* x, const T* weight, const T* cotangent, std::size_t m, T shift) {
  constexpr std::size_t block = 256 * P::lanes;
  Sums<T> all{shift};
  for (std::size_t begin = 0; begin < m; begin += block) {
    P deviations(0), squares(0), weighted(0), products(0);
    each_pack<P>(std::min(block, m - begin), [&](std::size_t k, std::size_t count) {
      const std::size_t i = begin + k;
      const P d = load<P>(x + i, count, shift) - P(shift);
      deviations = deviations + d;
      squares = multiply_add(d, d, squares);
      if (cotangent) {
        const P wc = load<P>(weight + i, count) * load<P>(cotangent + i, count);
        weighted = weighted + wc;
        products = multiply_add(wc, d, products);
      }
    });
    const auto [of_deviations, of_squares, of_weighted, of_products] = sums(deviations, squares, weighted, products);
    all.deviations += of_deviations, all.squares += of_squares, all.weighted += of_weighted, all.products += of_products;
  }
  return all;
}

/// x̂ = (x − s)/σ + offset with σ = √(variance + ε), and x̄ = wc/σ + level + slope·x̂.
template <class T>
struct Row {
  T shift, inverse_deviation, offset, level, slope;
  bool usable;

  Row() = default;
  Row(const Sums<T>& sums, std::size_t m, T epsilon) : shift(sums.shift) {
    constexpr int half = std::numeric_limits<T>::max_exponent / 2;
    const T least = std::ldexp(T(1), -half), count = static_cast<T>(m), delta = sums.deviations / count, square = sums.squares / count, variance = square - delta * delta, mean = sums.weighted / count;
    inverse_deviation = 1 / std::sqrt(variance + epsilon);
    offset = -delta * inverse_deviation;
    level = -mean * inverse_deviation;
    slope = -(sums.products / count - delta * mean) * inverse_deviation * inverse_deviation;
    // The ends of the range are far, also from products by x̂, and s so near that the variance is no difference of almost equal numbers. No sum of
    // what is not finite is.
    usable = variance > least && variance < 1 / least && 4 * variance >= square && std::isfinite(level) && (slope == 0 || (std::fabs(slope) > least && std::isfinite(slope)));
  }
  template <class P>
  auto normalized() const {
    return [from = P(shift), by = P(inverse_deviation), more = P(offset)](const P& x) { return multiply_add(x - from, by, more); };
  }
  template <class P>
  auto slopes() const {
    return [by = P(inverse_deviation), more = P(level), along = P(slope)](const P& wc, const P& v) { return multiply_add(v, along, multiply_add(wc, by, more)); };
  }
};

constexpr std::size_t at_once = 2;  ///< rows: what is the same in each of them stays in registers
template <class T>
struct Group {
  std::size_t first = 0, count = 0;
  std::array<Row<T>, at_once> row;
};

/// y, x̄, w̄ and b̄ of all rows, those that are not null: w̄ and b̄ are added to. One pass over some rows finds what is to be known of them; a second one
/// what follows, while the first is at the next rows.
template <class T>
struct Layer {
  const LayerNorm::In<T>& in;
  const Tensor<T>* cotangents;
  T *y, *grad_x = nullptr, *grad_weight = nullptr, *grad_bias = nullptr;
  Watch<Watched<T, false>>&watch_x, *watch_cotangents = nullptr;
  std::size_t m = in.weight.size();
  const T *x = in.x.data.data(), *weight = in.weight.data.data(), *bias = in.bias.data.data(), *cotangent = cotangents ? cotangents->data.data() : nullptr;
  bool past = past_caches<T>(((y ? 2 : 1) + (cotangent ? 2 : 0)) * in.x.size(), m);
  Normalized<T> alone{m};

  void run() {
    widest<T>([&]<class P>() {
      Group<T> before;
      for (std::size_t first = 0, all = in.x.size() / m; first < all || before.count > 0; first += at_once) {
        const auto group = found<P>(first, first < all ? std::min(at_once, all - first) : 0);
        write<P>(before);
        before = group;
      }
    });
    finish(past);
  }

 private:
  template <class P>
  Group<T> found(std::size_t first, std::size_t count) const {
    const std::size_t few = std::min(m, 4 * P::lanes);
    Group<T> group{first, count, {}};
    std::array<T, at_once> shift;
    for (std::size_t k = 0; k < count; ++k) shift[k] = sum_of<P>(few, 0, [](const P& v) { return v; }, x + (first + k) * m) / static_cast<T>(few);
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t from = (first + k) * m;
      group.row[k] = Row<T>(cotangent ? sums_of<P, T>(x + from, weight, cotangent + from, m, shift[k]) : sums_of<P, T>(x + from, weight, nullptr, m, shift[k]), m, in.epsilon);
    }
    return group;
  }

  template <class P>
  void write(const Group<T>& group) {
    const auto usable = [&](std::size_t k) { return group.row[k].usable; };
    if (group.count == at_once && usable(0) && usable(1)) return together<P>(group, 0, std::make_index_sequence<at_once>());
    for (std::size_t k = 0; k < group.count; ++k) {
      if (usable(k)) together<P>(group, k, std::make_index_sequence<1>());
      else by_itself<P>((group.first + k) * m);
    }
  }
  /// Rows r, … of a group.
  template <class P, std::size_t... k>
  void together(const Group<T>& group, std::size_t r, std::index_sequence<k...>) {
    const std::array hat{group.row[r + k].template normalized<P>()...};
    const std::array slope{group.row[r + k].template slopes<P>()...};
    const std::size_t from = (group.first + r) * m;
    const auto row = [&](const T* tensor, std::size_t at) { return tensor + from + at * m; };
    const std::array xs{row(x, k)...};
    const std::array ys{y + (y ? from + k * m : 0)...};
    if (!cotangent) {
      each_pack<P>(m, [&](std::size_t i, std::size_t count) {
        const P w = load<P>(weight + i, count), b = load<P>(bias + i, count);
        (put(scale_and_shift(hat[k](load<P>(xs[k] + i, count)), w, b), ys[k] + i, count, past), ...);
      });
      return;
    }
    const std::array cs{row(cotangent, k)...};
    const std::array grads{grad_x + from + k * m...};
    const bool rows_are_short = 2 * at_once * m * sizeof(T) <= 16384;  // of others, what is fetched now is gone when it is needed
    const auto write_to = [&, weight = weight, bias = bias, grad_weight = grad_weight, grad_bias = grad_bias, y = y](const auto far, std::size_t i, std::size_t count) {
      const P w = load<P>(weight + i, count), b = load<P>(bias + i, count);
      P of_w = load<P>(grad_weight + i, count), of_b = load<P>(grad_bias + i, count);
      const auto one = [&](std::size_t at) {
        if (rows_are_short) fetch_ahead(cs[at] + i, 2 * at_once * m), fetch_ahead(xs[at] + i, 2 * at_once * m);  // the next rows are found already
        const P c = load<P>(cs[at] + i, count), v = hat[at](load<P>(xs[at] + i, count));
        of_w = multiply_add(c, v, of_w), of_b = of_b + c;
        if (y) put(scale_and_shift(v, w, b), ys[at] + i, count, far);
        put(slope[at](w * c, v), grads[at] + i, count, far);
      };
      (one(k), ...);
      store(of_w, grad_weight + i, count);
      store(of_b, grad_bias + i, count);
    };
    for_either(past, [&](const auto far) { each_pack<P>(m, [&](std::size_t i, std::size_t count) { write_to(far, i, count); }); });
  }
  /// Of a row that is not found in one pass.
  template <class P>
  void by_itself(std::size_t from) {
    watch_x.take(x + from, m);
    if (!cotangent) return alone.map(x + from, in.epsilon, y + from, scale_and_shift, weight, bias);
    watch_cotangents->take(cotangent + from, m);
    alone.take(x + from, in.epsilon);
    const T *const c = cotangent + from, *const v = alone.x.data();
    if (y) transform<P>(m, y + from, scale_and_shift, v, weight, bias);
    transform<P>(m, grad_weight, [](const P& g, const P& of_y, const P& hat) { return multiply_add(of_y, hat, g); }, grad_weight, c, v);
    transform<P>(m, grad_bias, [](const P& g, const P& of_y) { return g + of_y; }, grad_bias, c);
    transform<P>(m, grad_x + from, [](const P& w, const P& of_y) { return w * of_y; }, weight, c);
    alone.pull_back(grad_x + from);
  }
};

/// The derivative, and y where it is not null.
template <class T>
LayerNormVjp::Out<T> pulled_back(const LayerNormVjp::In<T>& in, Tensor<T>* y, Seen& seen) {
  const auto x = watched(in.x, seen), cotangents = watched(in.cotangent.y, seen);
  Watch watch_x(x), watch_cotangents(cotangents);
  LayerNormVjp::Out<T> out{Tensor<T>::unwritten(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
  Layer<T>{in, &in.cotangent.y, y ? y->data.data() : nullptr, out.grad_x.data.data(), out.grad_weight.data.data(), out.grad_bias.data.data(), watch_x, &watch_cotangents}.run();
  return out;
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in, Seen& seen) -> Result<LayerNorm::Out<T>> {
  LayerNorm::Out<T> out{Tensor<T>::unwritten(in.x.shape)};
  const auto x = watched(in.x, seen);
  Watch watch(x);
  Layer<T>{.in = in, .cotangents = nullptr, .y = out.y.data.data(), .watch_x = watch}.run();
  return out;
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in, Seen& seen) -> Result<LayerNormVjp::Out<T>> { return pulled_back(in, static_cast<Tensor<T>*>(nullptr), seen); };

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in, Seen& seen) -> Result<ValueAndDerivative<LayerNormVjp, T>> {
  auto y = Tensor<T>::unwritten(in.x.shape);
  auto derivative = pulled_back(in, &y, seen);
  return ValueAndDerivative<LayerNormVjp, T>{{std::move(y)}, std::move(derivative)};
};

}  // namespace etalon
