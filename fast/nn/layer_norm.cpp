#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

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
/// The same in each lane.
template <class P>
struct LaneSums {
  P deviations{0}, squares{0}, weighted{0}, products{0};

  void add(const P& d) { deviations = deviations + d, squares = multiply_add(d, d, squares); }
  void add(const P& d, const P& wc) {
    add(d);
    weighted = weighted + wc, products = multiply_add(wc, d, products);
  }
  template <class T>
  void move_to(Sums<T>& all) {
    const auto [of_deviations, of_squares, of_weighted, of_products] = sums(deviations, squares, weighted, products);
    all.deviations += of_deviations, all.squares += of_squares, all.weighted += of_weighted, all.products += of_products;
    *this = {};
  }
};
/// Of rows k = 0, 1, … of x and, where there are any, of cotangents.
template <class P, class T, class Cotangent, std::size_t... k>
std::array<Sums<T>, sizeof...(k)> sums_of(const T* x, const T* weight, const Cotangent& cotangent, std::size_t m, const T* shift, std::index_sequence<k...>) {
  constexpr std::size_t block = 256 * P::lanes;
  std::array all{Sums<T>{shift[k]}...};
  std::array<LaneSums<P>, sizeof...(k)> some;
  for (std::size_t begin = 0; begin < m; begin += block) {
    each_pack<P>(std::min(block, m - begin), [&](std::size_t from, std::size_t count) {
      const std::size_t i = begin + from;
      const auto deviation = [&](std::size_t row) { return load<P>(x + i + row * m, count, shift[row]) - P(shift[row]); };
      if constexpr (std::is_pointer_v<Cotangent>) {
        const P w = load<P>(weight + i, count);
        (some[k].add(deviation(k), w * load<P>(cotangent + i + k * m, count)), ...);
      } else {
        (some[k].add(deviation(k)), ...);
      }
    });
    (some[k].move_to(all[k]), ...);
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

/// y, or x̄, w̄ and b̄ and y where it is not null, of all rows: w̄ and b̄ are added to. One pass over some rows finds what is to be known of them; a second
/// one what follows, while the first is at the next rows.
template <class T, bool differentiates>
struct Layer {
  const LayerNorm::In<T>& in;
  const Tensor<T>* cotangents;
  T *y, *grad_x = nullptr, *grad_weight = nullptr, *grad_bias = nullptr;
  Watch<Watched<T, false>>&watch_x, *watch_cotangents = nullptr;
  std::size_t m = in.weight.size();
  const T *x = in.x.data.data(), *weight = in.weight.data.data(), *bias = in.bias.data.data(), *cotangent = differentiates ? cotangents->data.data() : nullptr;
  bool past = past_caches<T>(((y ? 2 : 1) + (differentiates ? 2 : 0)) * in.x.size(), m);
  Normalized<T> alone{m};

  void run() {
    widest<T>([&]<class P>() {
      Group before;
      for (std::size_t first = 0, all = in.x.size() / m; first < all || before.count > 0; first += at_once) {
        const auto group = found<P>(first, first < all ? std::min(at_once, all - first) : 0);
        write<P>(before);
        before = group;
      }
    });
    finish(past);
  }

 private:
  static constexpr std::size_t at_once = differentiates ? 2 : 4;  ///< rows: what is the same for them stays in registers
  using Rows = std::make_index_sequence<at_once>;
  using OneRow = std::make_index_sequence<1>;
  struct Group {
    std::size_t first = 0, count = 0;
    std::array<Row<T>, at_once> row;
  };

  template <class P>
  Group found(std::size_t first, std::size_t count) const {
    const std::size_t few = std::min(m, 4 * P::lanes);
    Group group{first, count, {}};
    std::array<T, at_once> shift;
    for (std::size_t k = 0; k < count; ++k) shift[k] = sum_of<P>(few, 0, [](const P& v) { return v; }, x + (first + k) * m) / static_cast<T>(few);
    const auto rows = [&]<std::size_t... l>(std::size_t k, std::index_sequence<l...> some) {
      const auto of = [&](const auto& c) {
        const std::array sums = sums_of<P>(x + (first + k) * m, weight, c, m, shift.data() + k, some);
        ((group.row[k + l] = Row<T>(sums[l], m, in.epsilon)), ...);
      };
      if constexpr (differentiates) of(cotangent + (first + k) * m);
      else of(nullptr);
    };
    if (count == at_once) rows(0, Rows());
    else
      for (std::size_t k = 0; k < count; ++k) rows(k, OneRow());
    return group;
  }

  template <class P>
  void write(const Group& group) {
    const auto usable = [](const Row<T>& row) { return row.usable; };
    if (group.count == at_once && std::all_of(group.row.begin(), group.row.end(), usable)) return together<P>(group, 0, Rows());
    for (std::size_t k = 0; k < group.count; ++k) {
      if (usable(group.row[k])) together<P>(group, k, OneRow());
      else by_itself<P>((group.first + k) * m);
    }
  }
  /// Rows r, … of a group.
  template <class P, std::size_t... k>
  void together(const Group& group, std::size_t r, std::index_sequence<k...> rows) const {
    const std::size_t from = (group.first + r) * m;
    const std::array hat{group.row[r + k].template normalized<P>()...};
    if constexpr (differentiates) {
      const std::array slope{group.row[r + k].template slopes<P>()...};
      const bool rows_are_short = 2 * at_once * m * sizeof(T) <= 16384;  // of others, what is fetched now is gone when it is needed
      for_either(past, [&](const auto far) {
        for_either(rows_are_short, [&](const auto fetching) { for_either(y != nullptr, [&](const auto with_y) { pull_back<P>(far, fetching, with_y, from, hat, slope, rows); }); });
      });
    } else {
      each_pack<P>(m, [&](std::size_t i, std::size_t count) {
        const P w = load<P>(weight + i, count), b = load<P>(bias + i, count);
        (put(scale_and_shift(hat[k](load<P>(x + from + k * m + i, count)), w, b), y + from + k * m + i, count, past), ...);
      });
    }
  }
  /// What rows share are pointers and one index of each row: these find room in registers.
  template <class P, class Far, class Fetching, class WithY, class Hats, class Slopes, std::size_t... k>
  void pull_back(Far far, Fetching, WithY, std::size_t from, const Hats& hat, const Slopes& slope, std::index_sequence<k...>) const {
    each_pack<P>(m, [=, n = m, x = x + from, c = cotangent + from, weight = weight, bias = bias, y = WithY::value ? y + from : nullptr, grad_x = grad_x + from,
                     grad_weight = grad_weight, grad_bias = grad_bias](std::size_t i, std::size_t count) {
      const P w = load<P>(weight + i, count), b = load<P>(bias + i, count);
      P of_w = load<P>(grad_weight + i, count), of_b = load<P>(grad_bias + i, count);
      const auto one = [&](std::size_t at, const auto& normalized, const auto& sloped) {
        if constexpr (Fetching::value) fetch_ahead(c + at, 2 * at_once * n), fetch_ahead(x + at, 2 * at_once * n);  // the next rows are found already
        const P of_y = load<P>(c + at, count), v = normalized(load<P>(x + at, count));
        of_w = multiply_add(of_y, v, of_w), of_b = of_b + of_y;
        if constexpr (WithY::value) put(scale_and_shift(v, w, b), y + at, count, far);
        put(sloped(w * of_y, v), grad_x + at, count, far);
      };
      (one(i + k * n, hat[k], slope[k]), ...);
      store(of_w, grad_weight + i, count);
      store(of_b, grad_bias + i, count);
    });
  }
  /// Of a row that is not found in one pass.
  template <class P>
  void by_itself(std::size_t from) {
    watch_x.take(x + from, m);
    if constexpr (!differentiates) {
      alone.map(x + from, in.epsilon, y + from, scale_and_shift, weight, bias);
    } else {
      watch_cotangents->take(cotangent + from, m);
      alone.take(x + from, in.epsilon);
      const T *const c = cotangent + from, *const v = alone.x.data();
      if (y) transform<P>(m, y + from, scale_and_shift, v, weight, bias);
      transform<P>(m, grad_weight, [](const P& g, const P& of_y, const P& hat) { return multiply_add(of_y, hat, g); }, grad_weight, c, v);
      transform<P>(m, grad_bias, [](const P& g, const P& of_y) { return g + of_y; }, grad_bias, c);
      transform<P>(m, grad_x + from, [](const P& w, const P& of_y) { return w * of_y; }, weight, c);
      alone.pull_back(grad_x + from);
    }
  }
};

/// The derivative, and y where it is not null.
template <class T>
LayerNormVjp::Out<T> pulled_back(const LayerNormVjp::In<T>& in, Tensor<T>* y, Seen& seen) {
  const auto x = watched(in.x, seen), cotangents = watched(in.cotangent.y, seen);
  Watch watch_x(x), watch_cotangents(cotangents);
  LayerNormVjp::Out<T> out{Tensor<T>::unwritten(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
  Layer<T, true>{in, &in.cotangent.y, y ? y->data.data() : nullptr, out.grad_x.data.data(), out.grad_weight.data.data(), out.grad_bias.data.data(), watch_x, &watch_cotangents}.run();
  return out;
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in, Seen& seen) -> Result<LayerNorm::Out<T>> {
  LayerNorm::Out<T> out{Tensor<T>::unwritten(in.x.shape)};
  const auto x = watched(in.x, seen);
  Watch watch(x);
  Layer<T, false>{.in = in, .cotangents = nullptr, .y = out.y.data.data(), .watch_x = watch}.run();
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
