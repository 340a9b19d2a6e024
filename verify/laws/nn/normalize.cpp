#include "reference/contract/nn/normalize.hpp"

#include <cmath>

#include "verify/algebra/statistics.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Normalize;
using contract::nn::NormalizeVjp;
using In = Normalize::In<double>;
using Variant = Normalize::Variant;

double small(Draw& draw) { return round_to(draw.one_of({1e-12, 1e-7, 0.125}), draw.format); }
Interval norm(const std::vector<Interval>& x, Variant variant) { return variant == Variant::l1 ? sum_of_sizes(x) : sqrt(dot(x, x)); }
/// Below it no norm divides.
template <class I>
Interval least(const I& in, Variant variant) {
  return variant == Variant::l2_squared ? sqrt(in.epsilon) : in.epsilon;
}

const auto registered =
    laws<Normalize>()
        .inputs(core, "vectors", [](Draw& draw) { return In{draw.reals({draw.extent(1, 4), draw.extent(1, 8)}), -1, small(draw)}; })
        .inputs(core, "an axis of a tensor", [](Draw& draw) { return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), draw.integer(-3, 2), small(draw)}; })
        .inputs(core, "shorter than ε", [](Draw& draw) { return In{draw.reals({draw.extent(1, 3), draw.extent(1, 5)}, -12, -5), draw.integer(-2, 1), 1}; })
        .inputs(extreme, "squares overflow", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4)}, draw.format.max_exponent / 2, draw.format.max_exponent - 4), 1, small(draw)};
        })
        .inputs(extreme, "squares underflow", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4)}, draw.format.min_exponent / 2 - 8, draw.format.min_exponent / 2), 1, std::ldexp(1, draw.format.min_exponent)};
        })
        .inputs(edge, "vectors of zeros, and zeros in others", [](Draw& draw) {
          In in{draw.reals({2, draw.extent(1, 5)}), 1, small(draw)};
          for (std::int64_t k = 0; k < in.x.shape[1]; ++k) {
            in.x(0, k) = draw.coin() ? 0.0 : -0.0;
            if (draw.coin()) in.x(1, k) = 0;
          }
          return in;
        })
        .inputs(edge, "at ε", [](Draw& draw) {
          In in{Tensor<double>({draw.extent(1, 3), draw.extent(1, 4)}), 1, draw.one_of({1.0, 0.25})};
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.x(i, draw.integer(0, in.x.shape[1] - 1)) = draw.coin() ? in.epsilon : -in.epsilon;
          return in;
        })
        .inputs(edge, "a square at ε", [](Draw& draw) {
          In in{Tensor<double>({1, draw.extent(1, 4)}), 1, 0.25};
          in.x(0, draw.integer(0, in.x.shape[1] - 1)) = draw.coin() ? 0.5 : -0.5;
          return in;
        })
        .law("C4", "‖y‖ = min(1, ‖x‖/ε)", [](Law<Normalize>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane)
            t.equal_within(norm(lanes->entries(t.out.y, lane), t.variant), min(1, norm(lanes->entries(t.in.x, lane), t.variant) / least(t.in, t.variant)), 1, "‖y‖ = min(1, ‖x‖/ε)");
        })
        .theorem("C4", "αx with |α|ε", [](Exact<Normalize>& t) {
          auto scaled = t.in;
          for (Interval& x : scaled.x) x = -4 * x;
          scaled.epsilon = (t.variant == Variant::l2_squared ? 16 : 4) * t.in.epsilon;
          const auto y = t.f(t.in).y, z = t.f(scaled).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(z[i], -y[i], "y of −4x");
        });

const auto registered_vjp =
    laws<NormalizeVjp>()
        .law("C4", "⟨x̄, x⟩ = 0", [](Law<NormalizeVjp>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            const auto x = lanes->entries(t.in.x, lane), g = lanes->entries(t.out.grad_x, lane);
            if ((norm(x, t.variant) > least(t.in, t.variant)).certainly()) t.equal_within(dot(g, x), 0, sum_of_sizes(g) * sum_of_sizes(x), "⟨x̄, x⟩ = 0");
          }
        });

/// Where ‖x‖ = ε either may divide; where x = 0 in l1, every slope of |x|.
const Kinks<NormalizeVjp> kinks("C4", "grad_x", [](const auto& in, const Interval& u, Variant variant) {
  Subdifferential found;
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const auto x = lanes->entries(in.x, lane), c = lanes->entries(in.cotangent.y, lane);
    const Interval size = norm(x, variant), bound = least(in, variant), along = dot(c, x) / size;
    const bool tie = (abs(size - bound) <= (lanes->length + 4) * u * bound).certainly(), beyond = (size > bound).certainly();
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const auto set = [&](const Interval& slopes) { found.emplace(lanes->index(lane, k), slopes); };
      if (variant == Variant::l1 && tie) set(between(c[k] - abs(along), c[k] + abs(along)) / bound);
      else if (variant == Variant::l1 && beyond && is_at(x[k], 0, u)) set(between(c[k] - abs(along), c[k] + abs(along)) / size);
      else if (tie) set(between(c[k], c[k] - x[k] / size * along) / bound);
    }
  }
  return found;
});

}  // namespace
}  // namespace etalon::verify
