#include "reference/contract/gan/spectral_normalization.hpp"

#include <cmath>

#include "verify/laws/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::SpectralNormalization;
using In = SpectralNormalization::In<double>;
using Variant = SpectralNormalization::Variant;

In state(Draw& draw, int lowest = -3, int highest = 1) {
  const auto m = draw.extent(1, 4), n = draw.extent(1, 4);
  return In{away_from_zero(draw, {m, n}, lowest, highest), away_from_zero(draw, {m}, -3, 0), away_from_zero(draw, {n}, -3, 0), round_to(std::ldexp(1.0, -20), draw.format)};
}
Tensor<Interval> twofold(const Tensor<Interval>& x) {
  return map(x, [](const Interval& entry) -> Interval { return 2 * entry; });
}

const auto registered =
    laws<SpectralNormalization>()
        .inputs(core, "any", [](Draw& draw) { return state(draw); })
        .inputs(core, "positive", [](Draw& draw) {
          In in = state(draw);
          for (auto* x : {&in.weight, &in.u, &in.v})
            for (double& entry : *x) entry = std::fabs(entry);
          return in;
        })
        .inputs(extreme, "where squares leave the range", [](Draw& draw) {
          const int far = draw.format.max_exponent * 2 / 3;
          return state(draw, far - 3, far);
        })
        .inputs(edge, "shorter than ε", [](Draw& draw) {
          In in = state(draw);
          in.epsilon = draw.magnitude(3, 5);
          return in;
        })
        .refuses("C3", "annihilated", [](Draw& draw) {
          In in = state(draw);
          if (draw.coin()) {
            for (double& w : in.weight) w = 0;
            return in;
          }
          for (double& x : in.u) x = 0;
          for (double& x : in.v) x = 0;
          return in;
        })
        .theorem("C4", "of length 1, 0 < σ ≤ ‖W‖_F", [](Exact<SpectralNormalization>& t) {
          auto in = t.in;
          in.epsilon = power_of_two(-4000);
          const auto out = t.f(in);
          t.equal(length(out.u_next), 1, "‖u‖");
          t.equal(length(out.v_next), 1, "‖v‖");
          t.holds(out.sigma > 0, "σ > 0");
          t.at_most(out.sigma, length(in.weight) * (1 + power_of_two(-60)), "σ ≤ ‖W‖_F");
          t.at_most(length(t.f(t.in).v_next), 1 + power_of_two(-60), "no longer with ε");
        })
        .theorem("C5", "rank 1; a singular pair", [](Exact<SpectralNormalization>& t) {
          auto in = t.in;
          in.epsilon = power_of_two(-4000);
          for (Interval& x : in.u) x = 1 + abs(x);
          for (Interval& x : in.v) x = 1 + abs(x);
          for (std::int64_t i = 0; i < in.weight.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.weight.shape[1]; ++j) in.weight(i, j) = in.u[i] * in.v[j];
          const auto out = t.f(in);
          t.equal(out.sigma, length(in.u) * length(in.v), "σ of rank 1");
          for (std::size_t i = 0; i < in.u.size(); ++i) t.equal(out.u_next[i], in.u[i] / length(in.u), "u stays");
          for (std::size_t j = 0; j < in.v.size(); ++j) t.equal(out.v_next[j], in.v[j] / length(in.v), "v stays");
        })
        .theorem("C6", "2W and 2u; the transpose", [](Exact<SpectralNormalization>& t) {
          auto in = t.in;
          in.epsilon = power_of_two(-4000);
          const auto out = t.f(in);
          const auto scaled = t.f({twofold(in.weight), twofold(in.u), twofold(in.v), in.epsilon});
          t.equal(scaled.sigma, 2 * out.sigma, "2σ");
          const auto transposed = t.f({transpose(in.weight), in.v, in.u, in.epsilon}, t.variant == Variant::v_first ? Variant::u_first : Variant::v_first);
          t.equal(transposed.sigma, out.sigma, "σ of the transpose");
          for (std::size_t i = 0; i < out.u_next.size(); ++i) {
            t.equal_within(scaled.u_next[i], out.u_next[i], 1, "u of 2W");
            t.equal_within(transposed.v_next[i], out.u_next[i], 1, "v of the transpose");
          }
          for (std::size_t i = 0; i < in.weight.size(); ++i) t.equal(scaled.normalized[i], out.normalized[i], "W/σ of 2W");
        });

}  // namespace
}  // namespace etalon::verify
