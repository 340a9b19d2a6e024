#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "fast/backend/rows.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon::fast::nn {

/// μ and 1/s of a row, with s = √(σ² + ε), from two passes. They are usable where no sum leaves the range, and the deviations stay far from its
/// ends.
template <class T>
struct Moments {
  T mean, inverse_deviation;
  bool ordinary;

  template <class P>
  static T mean_of(const T* row, std::size_t m) {
    return backend::sum_of<P>(m, 0, [](const P& v) { return v; }, row) / static_cast<T>(m);
  }
  template <class P>
  static Moments of(const T* row, std::size_t m, T epsilon, T mean) {
    constexpr int half = std::numeric_limits<T>::max_exponent / 2;
    const T variance = backend::sum_of<P>(m, mean, [centre = P(mean)](const P& v) { return (v - centre) * (v - centre); }, row) / static_cast<T>(m);
    return {mean, 1 / std::sqrt(variance + epsilon), variance > std::ldexp(T(1), -half) && variance < std::ldexp(T(1), half)};
  }
};

/// x̂ = (x − μ)/s with s = √(σ² + ε) of rows of m entries, one after the other, from two passes.
template <class T>
struct Normalized {
  std::vector<T> x;
  T inverse_deviation = 0;  ///< 1/s

  explicit Normalized(std::size_t m) : x(m) {}

  void take(const T* row, T epsilon) {
    map(row, epsilon, x.data(), [](const auto& v) { return v; });
  }
  /// yₖ = f(x̂ₖ, …) in the pass that finds x̂, which is not kept.
  template <class F, class... More>
  void map(const T* row, T epsilon, T* y, const F& f, const More*... more) {
    const bool ordinary = backend::widest<T>([&]<class P>() { return in_packs<P>(row, epsilon, y, f, more...); });
    if (ordinary) return;
    scaled(row, epsilon);
    backend::widest<T>([&]<class P>() { backend::transform<P>(x.size(), y, f, x.data(), more...); });
  }

  /// Of cotangents c of x̂: Σ c, Σ cx̂.
  using Sums = std::array<T, 2>;
  /// x̄ₖ = (cₖ − mean c − x̂ₖ·mean(cx̂))/s in their place.
  void pull_back(T* c, const Sums& sums) const {
    const T mean = mean_from(sums[0], [&](std::size_t k) { return c[k]; }), product = mean_from(sums[1], [&](std::size_t k) { return c[k] * x[k]; });
    backend::widest<T>([&]<class P>() { backend::transform<P>(x.size(), c, slope<P>(inverse_deviation, mean, product), c, x.data()); });
  }
  /// One entry of it, from cₖ and x̂ₖ.
  template <class P>
  static auto slope(T inverse_deviation, T mean, T product) {
    return [by = P(inverse_deviation), centre = P(mean), along = P(product)](const P& g, const P& v) {
      const P part = v * along, ordinary = by * (g - centre - part);
      const auto tiny = abs(part) < P(std::numeric_limits<T>::min());  // where it underflows, its part of x̄ need not
      return any(tiny) ? select(tiny, by * (g - centre) - by * v * along, ordinary) : ordinary;
    };
  }
  void pull_back(T* c) const {
    pull_back(c, backend::widest<T>([&]<class P>() {
      return Sums{backend::sum_of<P>(x.size(), 0, [](const P& g) { return g; }, c), backend::sum_of<P>(x.size(), 0, [](const P& g, const P& v) { return g * v; }, c, x.data())};
    }));
  }

 private:
  /// By the moments; false where they are not usable.
  template <class P, class F, class... More>
  bool in_packs(const T* row, T epsilon, T* y, const F& f, const More*... more) {
    const auto of_row = Moments<T>::template of<P>(row, x.size(), epsilon, Moments<T>::template mean_of<P>(row, x.size()));
    if (!of_row.ordinary) return false;
    inverse_deviation = of_row.inverse_deviation;
    backend::transform<P>(x.size(), y, [&f, centre = P(of_row.mean), by = P(inverse_deviation)](const P& v, const auto&... others) { return f((v - centre) * by, others...); }, row, more...);
    return true;
  }

  /// Entries and deviations both scaled by powers of two: no difference and no square leaves the range.
  void scaled(const T* row, T epsilon) {
    T largest = 0, largest_deviation = 0;
    for (std::size_t k = 0; k < x.size(); ++k) largest = std::max(largest, std::fabs(row[k]));
    const int exponent = largest > 0 ? std::ilogb(largest) : 0;
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = std::ldexp(row[k], -exponent);
    const T mean = mean_of([&](std::size_t k) { return x[k]; });
    for (T& d : x) largest_deviation = std::max(largest_deviation, std::fabs(d -= mean));
    int exponent_of_deviation = std::ilogb(std::sqrt(epsilon));
    if (largest_deviation > 0) exponent_of_deviation = std::max(exponent_of_deviation, std::ilogb(largest_deviation) + exponent);
    for (T& d : x) d = std::ldexp(d, exponent - exponent_of_deviation);
    const T deviation = std::sqrt(mean_of([&](std::size_t k) { return x[k] * x[k]; }) + std::ldexp(epsilon, -2 * exponent_of_deviation));
    for (T& d : x) d /= deviation;
    inverse_deviation = std::ldexp(1 / deviation, -exponent_of_deviation);
  }

  template <class F>
  T mean_of(F term) const {
    return tensor::mean_of<T>(static_cast<std::int64_t>(x.size()), [&](std::int64_t k) { return term(static_cast<std::size_t>(k)); });
  }
  /// The mean from the sum; where that overflows, of smaller terms.
  template <class F>
  T mean_from(T sum, F term) const {
    return std::isfinite(sum) ? sum / static_cast<T>(x.size()) : mean_of(term);
  }
};

}  // namespace etalon::fast::nn
