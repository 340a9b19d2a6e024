#include "reference/contract/nn/rms_norm.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::RmsNorm;
using contract::nn::RmsNormVjp;
using In = RmsNorm::In<double>;


In rows(Draw& draw, int lowest, int highest) {
  const bool two = draw.coin();
  Dimensions trailing{draw.extent(1, 5)}, shape{draw.extent(1, 3)};
  if (two) trailing.push_back(draw.extent(1, 3));
  if (draw.coin()) shape.push_back(draw.extent(1, 2));
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return {draw.reals(shape, lowest, highest), draw.reals(trailing), round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
}

const auto registered =
    laws<RmsNorm>()
        .inputs(core, "rows", [](Draw& draw) { return rows(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = rows(draw, -2, 0);
          for (double& x : in.x) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return rows(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(edge, "constant rows", [](Draw& draw) {
          In in = rows(draw, -6, 4);
          for (double& x : in.x) x = in.x[0];
          return in;
        })
        .refuses("C1", "a weight of other axes", [](Draw& draw) {
          In in = rows(draw, -6, 4);
          in.weight = draw.reals({in.x.shape.back() + 1});
          return in;
        })
        .law("C4", "the mean of (y/w)² is mean x²/(mean x² + ε)", [](Law<RmsNorm>& t) {
          const std::size_t m = t.in.weight.size();
          for (std::size_t at = 0; at < t.out.y.size(); at += m) {
            Interval of_x = 0, of_y = 0;
            for (std::size_t k = 0; k < m; ++k) {
              if (t.in.weight[k].is_zero()) return;
              of_x += square(t.in.x[at + k]) / static_cast<std::int64_t>(m);
              of_y += square(t.out.y[at + k] / t.in.weight[k]) / static_cast<std::int64_t>(m);
            }
            t.equal_within(of_y, of_x / (of_x + t.in.epsilon), 1, "the mean of (y/w)²");
          }
        })
        .theorem("C5", "scaled and mirrored", [](Exact<RmsNorm>& t) {
          auto moved = t.in, mirrored = t.in;
          for (Interval& x : moved.x) x = 3 * x;
          moved.epsilon = 9 * t.in.epsilon;
          for (Interval& x : mirrored.x) x = -x;
          const auto y = t.f(t.in).y, z = t.f(moved).y, n = t.f(mirrored).y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            t.equal(z[i], y[i], "y of 3x");
            t.equal(n[i], -y[i], "y of −x");
          }
        });

const auto registered_vjp =
    laws<RmsNormVjp>()
        .theorem("C4", "Σ x̄x = Σ wȳx·ε/r³", [](Exact<RmsNormVjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const std::size_t m = t.in.weight.size();
          for (std::size_t at = 0; at < g.size(); at += m) {
            Interval squares = 0, left = 0, right = 0, scale = 0;
            for (std::size_t k = 0; k < m; ++k) {
              const Interval term = t.in.weight[k] * t.in.cotangent.y[at + k] * t.in.x[at + k];
              squares += square(t.in.x[at + k]) / static_cast<std::int64_t>(m);
              left += g[at + k] * t.in.x[at + k];
              right += term;
              scale += abs(term);
            }
            const Interval r = sqrt(squares + t.in.epsilon);
            t.equal_within(left, right * t.in.epsilon / pow(r, 3), scale / r, "Σ x̄x = Σ wȳx·ε/r³");
          }
        });

}  // namespace
}  // namespace etalon::verify
