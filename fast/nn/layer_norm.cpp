#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "fast/backend/map_rows.hpp"
#include "fast/joint.hpp"
#include "fast/nn/normalized.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;
using fast::nn::Moments;
using fast::nn::Normalized;

namespace {

constexpr auto scale_and_shift = [](const auto& v, const auto& w, const auto& b) { return multiply_add(w, v, b); };

/// Some rows of x that are found at once, each pass over all of them.
template <class T>
struct Rows {
  const LayerNorm::In<T>& in;
  Seen& seen;
  std::size_t m = in.weight.size(), first = 0, count = 0;
  std::array<Moments<T>, rows_at_once> moments{};

  /// Calls f() for some rows after the other.
  template <class F>
  void each(const F& f) {
    const auto all_of_x = watched(in.x, seen);
    Watch watch(all_of_x);
    for (const std::size_t all = in.x.size() / m; first < all; first += count) {
      count = std::min(std::max<std::size_t>(4, rows_of<T>(m)), all - first);
      watch.take(x(0), count * m);
      widest<T>([&]<class P>() {
        std::array<T, rows_at_once> mean;
        for (std::size_t r = 0; r < count; ++r) mean[r] = Moments<T>::template mean_of<P>(x(r), m);
        for (std::size_t r = 0; r < count; ++r) moments[r] = Moments<T>::template of<P>(x(r), m, in.epsilon, mean[r]);
      });
      f();
    }
  }
  const T* x(std::size_t r) const { return in.x.data.data() + (first + r) * m; }
};

/// y of some rows.
template <class T>
void map(const Rows<T>& some, Normalized<T>& alone, T* y) {
  const T *w = some.in.weight.data.data(), *b = some.in.bias.data.data();
  for (std::size_t r = 0; r < some.count; ++r, y += some.m) {
    if (some.moments[r].ordinary)
      widest<T>([&]<class P>() {
        const auto f = [centre = P(some.moments[r].mean), by = P(some.moments[r].inverse_deviation)](const P& x, const P& weight, const P& bias) { return scale_and_shift((x - centre) * by, weight, bias); };
        transform<P>(some.m, y, f, some.x(r), w, b);
      });
    else alone.map(some.x(r), some.in.epsilon, y, scale_and_shift, w, b);
  }
}

/// x̄ of some rows by the closed form, two sums instead of a sweep, and what they add to w̄ and b̄.
template <class T>
struct PullBack {
  const Rows<T>& some;
  const T* cotangent;
  T *y, *grad_x, *grad_weight, *grad_bias;  ///< y may be null: then it is not asked for
  Normalized<T>& alone;
  std::array<typename Normalized<T>::Sums, rows_at_once> sums;

  void run() {
    const std::size_t m = some.m;
    for (std::size_t r = 0; r < some.count;) {
      const auto ordinary = [&](std::size_t k) { return r + k < some.count && some.moments[r + k].ordinary; };
      const bool four = ordinary(0) && ordinary(1) && ordinary(2) && ordinary(3);
      if (four) widest<T>([&]<class P>() { add<P>(r, std::make_index_sequence<4>()); });
      else if (ordinary(0)) widest<T>([&]<class P>() { add<P>(r, std::make_index_sequence<1>()); });
      else add_alone(r);
      r += four ? 4 : 1;
    }
    for (std::size_t r = 0; r < some.count; ++r) {
      if (!some.moments[r].ordinary) continue;
      const auto [mean, product] = sums[r];
      if (!std::isfinite(mean) || !std::isfinite(product)) {
        alone.take(some.x(r), some.in.epsilon);
        slopes_alone(r);
        continue;
      }
      widest<T>([&]<class P>() {
        const auto slope = Normalized<T>::template slope<P>(some.moments[r].inverse_deviation, mean / static_cast<T>(m), product / static_cast<T>(m));
        const auto f = [&slope, centre = P(some.moments[r].mean), by = P(some.moments[r].inverse_deviation)](const P& x, const P& w, const P& c) { return slope(w * c, (x - centre) * by); };
        transform<P>(m, grad_x + r * m, f, some.x(r), some.in.weight.data.data(), cotangent + r * m);
      });
    }
  }

 private:
  /// y and the sums of rows r, …; what they add to w̄ and b̄.
  template <class P, std::size_t... k>
  void add(std::size_t r, std::index_sequence<k...>) {
    const std::size_t m = some.m;
    const T *x = some.x(r), *of_y = cotangent + r * m, *weight = some.in.weight.data.data(), *bias = some.in.bias.data.data();
    T* const to = y ? y + r * m : nullptr;
    const std::array centre{P(some.moments[r + k].mean)...}, by{P(some.moments[r + k].inverse_deviation)...};
    std::array of_weighted{(static_cast<void>(k), P(0))...}, of_products{(static_cast<void>(k), P(0))...};
    each_pack<P>(m, [&](std::size_t i, std::size_t count) {
      const P w = load<P>(weight + i, count), b = load<P>(bias + i, count);
      P of_w = load<P>(grad_weight + i, count), of_b = load<P>(grad_bias + i, count);
      const auto row = [&](std::size_t at, const P& c, const P& v) {
        const P weighted = w * c;
        of_weighted[at] = of_weighted[at] + weighted;
        of_products[at] = multiply_add(weighted, v, of_products[at]);
        of_w = multiply_add(c, v, of_w), of_b = of_b + c;
        if (to) store(scale_and_shift(v, w, b), to + at * m + i, count);
      };
      (row(k, load<P>(of_y + k * m + i, count), (load<P>(x + k * m + i, count) - centre[k]) * by[k]), ...);
      store(of_w, grad_weight + i, count);
      store(of_b, grad_bias + i, count);
    });
    ((sums[r + k] = {sum(of_weighted[k]), sum(of_products[k])}), ...);
  }
  /// The same of a row that has no usable moments, and its x̄.
  void add_alone(std::size_t r) {
    alone.take(some.x(r), some.in.epsilon);
    const std::size_t m = some.m;
    widest<T>([&]<class P>() {
      if (y) transform<P>(m, y + r * m, scale_and_shift, alone.x.data(), some.in.weight.data.data(), some.in.bias.data.data());
      transform<P>(m, grad_weight, [](const P& g, const P& c, const P& v) { return multiply_add(c, v, g); }, grad_weight, cotangent + r * m, alone.x.data());
      transform<P>(m, grad_bias, [](const P& g, const P& c) { return g + c; }, grad_bias, cotangent + r * m);
    });
    slopes_alone(r);
  }
  void slopes_alone(std::size_t r) {
    T* const to = grad_x + r * some.m;
    widest<T>([&]<class P>() { transform<P>(some.m, to, [](const P& w, const P& c) { return w * c; }, some.in.weight.data.data(), cotangent + r * some.m); });
    alone.pull_back(to);
  }
};

/// The derivative, and y where it is not null.
template <class T>
LayerNormVjp::Out<T> pulled_back(const LayerNormVjp::In<T>& in, Growing<T>* y, Seen& seen) {
  LayerNormVjp::Out<T> out{Tensor<T>(), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
  Growing<T> grad_x(in.x.shape);
  Normalized<T> alone(in.weight.size());
  Rows<T> some{in, seen};
  const auto cotangents = watched(in.cotangent.y, seen);
  Watch watch(cotangents);
  some.each([&] {
    const std::size_t n = some.count * some.m;
    const T* const cotangent = in.cotangent.y.data.data() + some.first * some.m;
    watch.take(cotangent, n);
    PullBack<T>{some, cotangent, y ? y->next(n) : nullptr, grad_x.next(n), out.grad_weight.data.data(), out.grad_bias.data.data(), alone, {}}.run();
  });
  out.grad_x = std::move(grad_x).whole();
  return out;
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in, Seen& seen) -> Result<LayerNorm::Out<T>> {
  Growing<T> y(in.x.shape);
  Normalized<T> alone(in.weight.size());
  Rows<T> some{in, seen};
  some.each([&] { map(some, alone, y.next(some.count * some.m)); });
  return LayerNorm::Out<T>{std::move(y).whole()};
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in, Seen& seen) -> Result<LayerNormVjp::Out<T>> { return pulled_back(in, static_cast<Growing<T>*>(nullptr), seen); };

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in, Seen& seen) -> Result<ValueAndDerivative<LayerNormVjp, T>> {
  Growing<T> y(in.x.shape);
  auto derivative = pulled_back(in, &y, seen);
  return ValueAndDerivative<LayerNormVjp, T>{{std::move(y).whole()}, std::move(derivative)};
};

}  // namespace etalon
