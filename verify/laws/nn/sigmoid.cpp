#include "reference/contract/nn/sigmoid.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Sigmoid;
using contract::nn::SigmoidVjp;

const auto registered =
    entrywise_laws<Sigmoid>()
        .inputs(edge, "infinite", [](Draw&) { return Sigmoid::In<double>{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .law("C2", "0 ≤ y ≤ 1", [](Law<Sigmoid>& t) {
          for (const Interval& y : t.out.y) {
            t.exactly_at_most(0, y, "0 ≤ y");
            t.exactly_at_most(y, 1, "y ≤ 1");
          }
        })
        .theorem("C2", "σ(x) + σ(−x) = 1", [](Exact<Sigmoid>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x)}).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i] + mirror[i], 1, 1, "σ(x) + σ(−x) = 1");
        })
        .theorem("C3", "y = (1 + tanh(x/2))/2", [](Exact<Sigmoid>& t) {
          const auto y = t.f(t.in).y;
          for (std::size_t i = 0; i < y.size(); ++i)
            if (t.in.x[i].is_finite()) t.equal_within(y[i], (1 + tanh(t.in.x[i] / 2)) / 2, 1, "y = (1 + tanh(x/2))/2");
        });

const auto registered_vjp =
    laws<SigmoidVjp>()
        .law("C2", "|x̄| ≤ |ȳ|/4", [](Law<SigmoidVjp>& t) { lies_below_cotangent(t, Interval(1) / 4, "|x̄| ≤ |ȳ|/4"); })
        .theorem("C3", "x and −x have the same x̄", [](Exact<SigmoidVjp>& t) {
          mirrored(t, false, [&](const Interval& g, const Interval& h, const Interval&) { t.equal_within(g, h, max(abs(g), abs(h)), "x̄(x) = x̄(−x)"); });
        });

}  // namespace
}  // namespace etalon::verify
