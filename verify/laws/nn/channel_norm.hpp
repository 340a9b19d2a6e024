#pragma once
#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

/// What nn.group_norm and nn.instance_norm are tried on, and what both obey.
namespace etalon::verify {

/// The channel of an entry of x.
template <class In>
std::size_t channel_of(const In& in, std::size_t i) {
  const auto channels = static_cast<std::size_t>(in.x.shape[1]);
  return i / (in.x.size() / static_cast<std::size_t>(in.x.shape[0]) / channels) % channels;
}
/// Calls `check(first entry, entries)` for each group of each sample.
template <class Op, class In, class F>
void for_each_group(const In& in, F check) {
  const std::size_t length = in.x.size() / static_cast<std::size_t>(in.x.shape[0] * Op::groups_of(in));
  for (std::size_t at = 0; at < in.x.size(); at += length) check(at, length);
}

/// `of` draws a batch of entries between 2^lowest and 2^highest.
template <class Op, auto of>
Laws<Op> channel_norm_laws() {
  return laws<Op>()
      .inputs(core, "a batch", [](Draw& draw) { return of(draw, -6, 4); })
      .inputs(core, "around a large mean", [](Draw& draw) {
        auto in = of(draw, -2, 0);
        for (double& x : in.x) x = round_to(x + 100, draw.format);
        return in;
      })
      .inputs(extreme, "squares overflow", [](Draw& draw) { return of(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
      .inputs(extreme, "squares underflow", [](Draw& draw) {
        auto in = of(draw, draw.format.min_exponent / 2 - 4, draw.format.min_exponent / 2);
        in.epsilon = std::ldexp(1, draw.format.min_exponent);
        return in;
      })
      .inputs(edge, "constant groups", [](Draw& draw) {
        auto in = of(draw, -6, 4);
        for (double& x : in.x) x = in.x[0];
        return in;
      })
      .law("C4", "(y − b)/w has mean 0 and variance σ²/(σ² + ε)", [](Law<Op>& t) {
        for (const Interval& w : t.in.weight)
          if (w.is_zero()) return;
        for_each_group<Op>(t.in, [&](std::size_t at, std::size_t length) {
          std::vector<Interval> x, z;
          for (std::size_t i = at; i < at + length; ++i) {
            const std::size_t channel = channel_of(t.in, i);
            x.push_back(t.in.x[i]);
            z.push_back((t.out.y[i] - t.in.bias[channel]) / t.in.weight[channel]);
          }
          const Interval of_x = variance(x);
          t.equal_within(mean(z), 0, 1, "mean of (y − b)/w");
          t.equal_within(variance(z), of_x / (of_x + t.in.epsilon), 1, "variance of (y − b)/w");
        });
      })
      .theorem("C5", "shifted and scaled", [](Exact<Op>& t) {
        auto moved = t.in;
        for (Interval& x : moved.x) x = 3 * x + 5;
        moved.epsilon = 9 * t.in.epsilon;
        const auto y = t.f(t.in).y, z = t.f(moved).y;
        const Interval scale = sum_of_sizes(y.data) + sum_of_sizes(t.in.weight.data);
        for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(z[i], y[i], scale, "y of 3x + 5");
      });
}

template <class Op>
Laws<Op> channel_norm_vjp_laws() {
  return laws<Op>().law("C4", "Σ x̄ = 0, Σ x̄x = Σ wȳx̂·ε/s²", [](Law<Op>& t) {
    for_each_group<typename Op::derivative_of>(t.in, [&](std::size_t at, std::size_t length) {
      std::vector<Interval> x, g, c;
      for (std::size_t i = at; i < at + length; ++i) {
        x.push_back(t.in.x[i]);
        g.push_back(t.out.grad_x[i]);
        c.push_back(t.in.weight[channel_of(t.in, i)] * t.in.cotangent.y[i]);
      }
      const Interval squared = variance(x) + t.in.epsilon, middle = mean(x);
      std::vector<Interval> deviations = x;
      for (Interval& d : deviations) d -= middle;
      t.equal_within(sum(g), 0, sum_of_sizes(g), "Σ x̄");
      t.equal_within(dot(g, x), dot(c, deviations) / sqrt(squared) * t.in.epsilon / squared, sum_of_sizes(g) * sum_of_sizes(x) + sum_of_sizes(c), "Σ x̄x");
    });
  });
}

}  // namespace etalon::verify
