#include "reference/contract/nn/selu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Selu;
using contract::nn::SeluVjp;

const auto registered =
    entrywise_laws<Selu>()
        .inputs(edge, "infinite", [](Draw&) { return Selu::In<double>{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .theorem("C2", "E y = 0, E y² = 1", [](Exact<Selu>& t) {
          // ∫₀^∞ xφ = 1/√(2π), and ∫_{−∞}^0 exp(kx)φ = exp(k²/2)Φ(−k).
          const auto y = t.f({Tensor<Interval>({2}, {1, exactly(-INFINITY)})}).y;
          const Interval lambda = y[0], below = -y[1];  // below = λα
          const auto tail = [](std::int64_t k) { return exp(Interval(k * k) / 2) * erfc(Interval(k) / sqrt(Interval(2))) / 2; };
          const Interval half = Interval(1) / 2;
          t.equal_within(lambda / sqrt(2 * pi()) + below * (tail(1) - half), 0, 1, "E y = 0");
          t.equal_within(square(lambda) * half + square(below) * (tail(2) - 2 * tail(1) + half), 1, 1, "E y² = 1");
        })
        .theorem("C3", "y ≥ −λα", [](Exact<Selu>& t) {
          const auto y = t.f(t.in).y;
          const Interval least = t.f({Tensor<Interval>({1}, {exactly(-INFINITY)})}).y[0];
          for (const Interval& entry : y) t.at_most(least, entry, "y ≥ −λα");
        })
        .law("C3", "y has the sign of x", [](Law<Selu>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i)
            if (t.in.x[i].is_finite()) t.exactly_at_most(0, t.in.x[i] * t.out.y[i], "y has the sign of x");
        });

const auto registered_vjp =
    laws<SeluVjp>()
        .theorem("C2", "at 0 it is λαȳ", [](Exact<SeluVjp>& t) {
          auto at_zero = t.in, beyond = t.in;
          for (Interval& x : at_zero.x) x = 0;
          for (Interval& x : beyond.x) x = -1;
          const auto g = t.f(at_zero).grad_x, h = t.f(beyond).grad_x;
          for (std::size_t i = 0; i < g.size(); ++i) t.equal_within(g[i], h[i] * exp(Interval(1)), abs(g[i]), "λαȳ");
        })
        .law("C3", "x̄ lies between 0 and λαȳ", [](Law<SeluVjp>& t) { lies_below_cotangent(t, Interval(17581) / 10000, "|x̄| ≤ λα|ȳ|"); });

/// Every slope between λ and λα.
const Kinks<SeluVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (!is_at(in.x[i], 0, u)) return std::nullopt;
  const auto slope = [&](std::int64_t x) {
    auto one = in;
    one.x = Tensor<Interval>({1}, {x});
    one.cotangent.y = Tensor<Interval>({1}, {in.cotangent.y[i]});
    return Wings<SeluVjp>::reference(one)->grad_x[0];
  };
  return between(slope(1), slope(0));
});

}  // namespace
}  // namespace etalon::verify
