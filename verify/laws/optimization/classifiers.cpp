#include "verify/laws/optimization/classifiers.hpp"

#include <algorithm>
#include <cmath>

namespace etalon::verify::classifiers {

In typical(Draw& draw) {
  const auto m = draw.extent(1, 8), n = draw.extent(1, 4);
  In in{draw.reals({m, n}, -4, 1), Tensor<std::int64_t>({m}), draw.reals({n}, -4, 2), draw.real(-4, 1), draw.one_of({1.0, 0.5, 8.0, draw.uniform(0.125, 4)})};
  for (auto& y : in.y) y = draw.coin() ? 1 : -1;
  return in;
}

In confident(Draw& draw) {
  In in = typical(draw);
  for (double& w : in.w) w = round_to(w * draw.one_of({4, 16, 32}), draw.format);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    double score = in.intercept;
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) score += in.w[j] * in.x(i, j);
    in.y[i] = score < 0 ? -1 : 1;
  }
  return in;
}

FitIn clouds(Draw& draw, double shift) {
  const auto m = draw.extent(2, 10), n = draw.extent(1, 3);
  FitIn in{draw.uniforms({m, n}, -1, 1), Tensor<std::int64_t>({m}), draw.one_of({1.0, 1.0, 0.25, 10.0}), 0};
  for (std::int64_t i = 0; i < m; ++i) {
    in.y[i] = i == 0 ? 1 : i == 1 ? -1 : draw.coin() ? 1 : -1;
    for (std::int64_t j = 0; j < n; ++j) in.x(i, j) = round_to(in.x(i, j) + shift * static_cast<double>(in.y[i]), draw.format);
  }
  in.tolerance = std::max(round_to(1e-6, draw.format), 4 * draw.format.unit_roundoff());
  return in;
}

}  // namespace etalon::verify::classifiers
