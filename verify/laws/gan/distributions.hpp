#pragma once
#include <cmath>
#include <utility>

#include "verify/language/laws.hpp"

namespace etalon::verify::gan {

using TwoWeights = std::pair<Tensor<double>, Tensor<double>>;

inline Tensor<double> weights(Draw& draw, std::int64_t n, double low = 0.03125) {
  Tensor<double> w({n});
  for (double& x : w) x = draw.uniform(low, 1);
  return w;
}
inline TwoWeights ordinary(Draw& draw) {
  const auto n = draw.extent(1, 8);
  return {weights(draw, n), weights(draw, n)};
}
/// q is p but for a small part of each weight.
inline TwoWeights nearly_the_same(Draw& draw) {
  const auto n = draw.extent(1, 8);
  TwoWeights two{weights(draw, n), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) two.second[i] = round_to(two.first[i] * (1 + (draw.coin() ? 1 : -1) * draw.magnitude(2 - draw.format.precision, -3)), draw.format);
  return two;
}
/// Of sizes far apart.
inline TwoWeights of_any_size(Draw& draw) {
  const auto n = draw.extent(1, 8);
  const int top = draw.format.max_exponent, least = draw.coin() ? top - 2 : draw.format.min_exponent;  // beside the end, where sums overflow
  const auto any = [&] {
    Tensor<double> w({n});
    for (double& x : w) x = draw.magnitude(least, top);
    return w;
  };
  return {any(), any()};
}
/// Zeros, each of p's or of q's.
inline TwoWeights apart(Draw& draw) {
  const auto n = draw.extent(2, 8);
  TwoWeights two{weights(draw, n), weights(draw, n)};
  for (std::int64_t i = 0; i < n; ++i)
    if (i < 2 ? i == 0 : draw.coin()) two.first[i] = 0;
    else if (i == 1 || draw.coin()) two.second[i] = 0;
  return two;
}
/// Densities of mixtures of two Gaussians each, on a grid.
inline TwoWeights gaussian_mixtures(Draw& draw) {
  const auto n = draw.extent(3, 9);
  const auto mixture = [&] {
    const double centre = draw.uniform(-2, 2), other = draw.uniform(-2, 2), share = draw.uniform(0.125, 0.875), width = draw.uniform(0.5, 2);
    Tensor<double> density({n});
    for (std::int64_t i = 0; i < n; ++i) {
      const double x = -3 + 6 * static_cast<double>(i) / static_cast<double>(n - 1 > 0 ? n - 1 : 1);
      const auto bell = [&](double at, double scale) { return std::exp(-(x - at) * (x - at) / (2 * scale * scale)) / (scale * std::sqrt(2 * 3.14159265358979)); };
      density[i] = round_to(share * bell(centre, 1) + (1 - share) * bell(other, width), draw.format);
    }
    return density;
  };
  return {mixture(), mixture()};
}

inline Tensor<Interval> distribution_of(const Tensor<Interval>& w) {
  Interval sum = 0;
  for (const Interval& x : w) sum += x;
  return map(w, [&](const Interval& x) -> Interval { return x / sum; });
}
/// x log y, 0 where x = 0.
inline Interval x_log_y(const Interval& x, const Interval& y) { return x.is_zero() ? Interval(0) : x * log(y); }

/// The classes of every operation of two distributions.
template <class Op>
Laws<Op> two_distributions() {
  using In = typename Op::template In<double>;
  static const auto made = [](TwoWeights two) { return In{std::move(two.first), std::move(two.second)}; };
  return laws<Op>()
      .inputs(core, "weights", [](Draw& draw) { return made(ordinary(draw)); })
      .inputs(core, "nearly the same", [](Draw& draw) { return made(nearly_the_same(draw)); })
      .inputs(core, "Gaussian mixtures", [](Draw& draw) { return made(gaussian_mixtures(draw)); })
      .inputs(extreme, "of any size", [](Draw& draw) { return made(of_any_size(draw)); })
      .inputs(edge, "zeros", [](Draw& draw) { return made(apart(draw)); })
      .inputs(edge, "the same", [](Draw& draw) {
        const auto p = weights(draw, draw.extent(1, 6));
        return In{p, p};
      });
}
/// Those that are divided by their sums too.
template <class Op>
Laws<Op> two_sums() {
  using In = typename Op::template In<double>;
  return two_distributions<Op>()
      .inputs(edge, "certain", [](Draw& draw) {
        const auto n = draw.extent(1, 4);
        In in{Tensor<double>({n}), Tensor<double>({n})};
        in.p[0] = in.q[n - 1] = 1;
        return in;
      })
      .refuses("C3", "no weight", [](Draw& draw) {
        const auto n = draw.extent(1, 4);
        return draw.coin() ? In{Tensor<double>({n}), weights(draw, n)} : In{weights(draw, n), Tensor<double>({n})};
      });
}

}  // namespace etalon::verify::gan
