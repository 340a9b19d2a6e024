#include "reference/contract/nn/silu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Silu;
using contract::nn::SiluVjp;

const auto registered =
    entrywise_laws<Silu>()
        .refuses("C4", "infinite", [](Draw& draw) { return Silu::In<double>{Tensor<double>({1}, {draw.coin() ? INFINITY : -INFINITY})}; })
        .law("C2", "−0.2785 ≤ y, y ≤ max(x, 0)", [](Law<Silu>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            t.at_most(Interval(-2785) / 10000, t.out.y[i], "−0.2785 ≤ y");
            t.at_most(t.out.y[i], max(t.in.x[i], 0), "y ≤ max(x, 0)");
          }
        })
        .theorem("C2", "y(x) − y(−x) = x", [](Exact<Silu>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x)}).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i] - mirror[i], t.in.x[i], abs(t.in.x[i]), "y(x) − y(−x) = x");
        });

const auto registered_vjp =
    laws<SiluVjp>()
        .theorem("C2", "x̄(x) + x̄(−x) = 1 for ȳ = 1", [](Exact<SiluVjp>& t) {
          mirrored(t, true, [&](const Interval& g, const Interval& h, const Interval&) { t.equal_within(g + h, 1, 1, "x̄(x) + x̄(−x) = 1"); });
        });

}  // namespace
}  // namespace etalon::verify
