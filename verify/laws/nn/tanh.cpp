#include "reference/contract/nn/tanh.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Tanh;
using contract::nn::TanhVjp;

const auto registered =
    entrywise_laws<Tanh>()
        .inputs(edge, "infinite", [](Draw&) { return Tanh::In<double>{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .law("C2", "|y| ≤ min(1, |x|), of the sign of x", [](Law<Tanh>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            const Interval &x = t.in.x[i], &y = t.out.y[i];
            t.exactly_at_most(abs(y), 1, "|y| ≤ 1");
            if (!x.is_finite()) continue;
            t.exactly_at_most(0, x * y, "y has the sign of x");
            t.at_most(abs(y), abs(x), "|y| ≤ |x|");
          }
        })
        .theorem("C3", "tanh 2x = 2y/(1 + y²)", [](Exact<Tanh>& t) {
          const auto y = t.f(t.in).y, twice = t.f({map(t.in.x, [](const Interval& x) { return 2 * x; })}).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(twice[i], 2 * y[i] / (1 + square(y[i])), 1, "tanh 2x = 2y/(1 + y²)");
        });

const auto registered_vjp =
    laws<TanhVjp>()
        .law("C2", "|x̄| ≤ |ȳ|", [](Law<TanhVjp>& t) { lies_below_cotangent(t, 1, "|x̄| ≤ |ȳ|"); })
        .theorem("C3", "x and −x have the same x̄", [](Exact<TanhVjp>& t) {
          mirrored(t, false, [&](const Interval& g, const Interval& h, const Interval&) { t.equal_within(g, h, max(abs(g), abs(h)), "x̄(x) = x̄(−x)"); });
        });

}  // namespace
}  // namespace etalon::verify
