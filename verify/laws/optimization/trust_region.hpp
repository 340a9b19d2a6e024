#pragma once
#include <cmath>

#include "reference/contract/trust_region_model.hpp"
#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

/// Models with a radius, and what every step within it owes.
namespace etalon::verify {

using TrustRegionIn = contract::TrustRegionModel::In<double>;

/// Any radius from where the step is steepest descent to where Newton's is inside.
inline double any_radius(Draw& draw) { return draw.magnitude(-5, 5); }

inline TrustRegionIn region_with(Draw& draw, Tensor<double> h) {
  auto g = gradient_of(draw, h);
  return {std::move(g), std::move(h), any_radius(draw)};
}
/// Of a moderate condition, so that Newton's step has most of its digits.
inline TrustRegionIn definite_region(Draw& draw) {
  return region_with(draw, gen::positive_definite(draw, draw.extent(1, 5), static_cast<int>(draw.integer(0, draw.format.precision / 6))));
}
/// In other units of f and of x.
inline TrustRegionIn in_other_units(Draw& draw, TrustRegionIn in) {
  const int e = draw.format.max_exponent / 4, a = static_cast<int>(draw.integer(-e, e)), b = static_cast<int>(draw.integer(-e, e));
  return {times_power(draw, in.g, a + b), times_power(draw, in.h, a), times_power(draw, Tensor<double>({1}, {in.delta}), b)[0]};
}
/// H = I, g of integers with an integer length, and the radius that length: nothing rounds at the tie.
inline TrustRegionIn at_the_boundary(Draw& draw) {
  const std::int64_t n = draw.extent(2, 5);
  TrustRegionIn in{Tensor<double>({n}), Tensor<double>({n, n}), 5};
  for (std::int64_t i = 0; i < n; ++i) in.h(i, i) = 1;
  in.g[0] = draw.coin() ? 3 : -3, in.g[static_cast<std::size_t>(n - 1)] = 4;
  return in;
}
/// H diagonal of powers of two and g along one axis: C = N.
inline TrustRegionIn along_an_axis(Draw& draw) {
  const std::int64_t n = draw.extent(1, 5);
  TrustRegionIn in{Tensor<double>({n}), Tensor<double>({n, n}), any_radius(draw)};
  for (std::int64_t i = 0; i < n; ++i) in.h(i, i) = draw.magnitude(-2, 2);
  in.g[static_cast<std::size_t>(draw.integer(0, n - 1))] = draw.magnitude(-2, 4);
  return in;
}
inline TrustRegionIn stationary(Draw& draw) {
  TrustRegionIn in = definite_region(draw);
  for (double& g : in.g) g = 0;
  return in;
}

/// The least value of the model along −g within the region is no less than the model at p, beside `room`.
inline void cauchy_decrease(Checks& t, const Matrix& g, const Matrix& h, const Interval& delta, const Matrix& p, const Interval& room = 0) {
  const Interval gg = inner_product(g, g);
  if (gg.is_zero()) return;
  const Interval curvature = inner_product(g, apply_to(h, g)), end = delta / sqrt(gg);
  const Interval length = curvature > 0 ? min(end, gg / curvature) : end, least = square(length) * curvature / 2 - length * gg;
  t.at_most(model(g, h, p), least + room + power_of_two(-64) * (model_size(g, h, p) + abs(least)), "the model at p");
}
inline void inside(Checks& t, const Matrix& p, const Interval& delta, const Interval& u, const Interval& eta) {
  const Interval n = p.shape[0];
  t.at_most(frobenius_norm(p), delta * (1 + (2 * n + 8) * u) + n * eta, "‖p‖ ≤ Δ");
}

}  // namespace etalon::verify
