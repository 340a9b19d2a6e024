#include "reference/contract/gan/modulated_weight.hpp"

#include <cmath>

#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ModulatedWeight;
using contract::gan::ModulatedWeightVjp;
using In = ModulatedWeight::In<double>;
using Variant = ModulatedWeight::Variant;

In kernel(Draw& draw, int lowest, int highest, int lowest_style, int highest_style) {
  const std::int64_t channels = draw.extent(1, 4);
  Dimensions shape{draw.extent(1, 3), channels};
  for (std::int64_t axes = draw.integer(0, 2); axes > 0; --axes) shape.push_back(draw.extent(1, 3));
  return {draw.reals(shape, lowest, highest), draw.reals({draw.extent(1, 3), channels}, lowest_style, highest_style), round_to(draw.one_of({1e-8, 1e-5, 0.125}), draw.format)};
}
/// Calls `check(first entry in y, entries)` for each output channel of each sample.
template <class I, class F>
void for_each_row(const I& in, F check) {
  const auto rows = static_cast<std::size_t>(in.style.shape[0] * in.weight.shape[0]), fan_in = in.weight.size() / static_cast<std::size_t>(in.weight.shape[0]);
  for (std::size_t row = 0; row < rows; ++row) check(row * fan_in, fan_in);
}

const auto registered =
    laws<ModulatedWeight>()
        .inputs(core, "a kernel", [](Draw& draw) { return kernel(draw, -6, 2, -4, 2); })
        .inputs(core, "below ε", [](Draw& draw) {
          In in = kernel(draw, -4, 0, -4, 0);
          in.epsilon = 64;
          return in;
        })
        .inputs(core, "styles of very different size", [](Draw& draw) {
          In in = kernel(draw, -3, 1, -1, 1);
          for (double& s : in.style) s = std::ldexp(s, static_cast<int>(draw.integer(-9, 5)));
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return kernel(draw, draw.format.max_exponent / 2 - 6, draw.format.max_exponent / 2 - 4, 0, 2); })
        .inputs(extreme, "squares underflow", [](Draw& draw) {
          In in = kernel(draw, draw.format.min_exponent / 2, draw.format.min_exponent / 2 + 4, -2, 0);
          in.epsilon = std::ldexp(1, draw.format.min_exponent);
          return in;
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = kernel(draw, -6, 2, -4, 2);
          for (double& s : in.style) s = draw.coin() ? s : 0;
          for (double& w : in.weight) w = draw.coin() ? w : 0;
          return in;
        })
        .refuses("C1", "other channels, or none", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{}, {3}, {2, 3}, {2, 0}, {0, 2}, {2, 2, 0}})), draw.reals({2, 2}), 1};
        })
        .law("C4", "Σ w′² = q/(q + ε)", [](Law<ModulatedWeight>& t) {
          if (t.variant == Variant::modulated) return;
          const auto outputs = static_cast<std::size_t>(t.in.weight.shape[0]), channels = static_cast<std::size_t>(t.in.weight.shape[1]);
          for_each_row(t.in, [&](std::size_t first, std::size_t fan_in) {
            Interval before = 0, after = 0;
            const std::size_t row = first / fan_in;
            for (std::size_t j = 0; j < fan_in; ++j) {
              before += square(t.in.style(row / outputs, j * channels / fan_in) * t.in.weight[row % outputs * fan_in + j]);
              after += square(t.out.y[first + j]);
            }
            t.equal_within(after, before / (before + t.in.epsilon), 1, "Σ w′² = q/(q + ε)");
          });
        })
        .theorem("C4", "αs with α²ε", [](Exact<ModulatedWeight>& t) {
          auto larger = t.in;
          for (Interval& s : larger.style) s = 3 * s;
          larger.epsilon = 9 * t.in.epsilon;
          const auto y = t.f(t.in, Variant::demodulated).y, z = t.f(larger, Variant::demodulated).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(z[i], y[i], "w′ of 3s");
        })
        .theorem("C6", "modulated: linear", [](Exact<ModulatedWeight>& t) {
          auto larger = t.in;
          for (Interval& s : larger.style) s = 3 * s;
          for (Interval& w : larger.weight) w = -5 * w;
          const auto y = t.f(t.in, Variant::modulated).y, z = t.f(larger, Variant::modulated).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(z[i], -15 * y[i], "3s, −5w");
        });

const auto registered_vjp =
    laws<ModulatedWeightVjp>()
        .refuses("C7", "a cotangent of another shape", [](Draw& draw) {
          ModulatedWeightVjp::In<double> in;
          static_cast<In&>(in) = kernel(draw, -6, 2, -4, 2);
          in.cotangent.y = draw.reals(in.weight.shape);
          return in;
        })
        .law("C4", "⟨s̄, s⟩ = ⟨w̄, w⟩", [](Law<ModulatedWeightVjp>& t) {
          const auto &s = t.in.style.data, &w = t.in.weight.data, &gs = t.out.grad_style.data, &gw = t.out.grad_weight.data;
          t.equal_within(dot(gs, s), dot(gw, w), sum_of_sizes(t.in.cotangent.y.data) + sum_of_sizes(gs) * sum_of_sizes(s) + sum_of_sizes(gw) * sum_of_sizes(w), "⟨s̄, s⟩ = ⟨w̄, w⟩");
        });

}  // namespace
}  // namespace etalon::verify
