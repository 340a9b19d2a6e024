#include "reference/contract/nn/gelu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Gelu;
using contract::nn::GeluVjp;

const auto registered =
    entrywise_laws<Gelu>()
        .refuses("C4", "infinite", [](Draw& draw) { return Gelu::In<double>{Tensor<double>({1}, {draw.coin() ? INFINITY : -INFINITY})}; })
        .law("C2", "−0.1701 ≤ y, y ≤ max(x, 0)", [](Law<Gelu>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            t.at_most(Interval(-1701) / 10000, t.out.y[i], "−0.1701 ≤ y");
            t.at_most(t.out.y[i], max(t.in.x[i], 0), "y ≤ max(x, 0)");
          }
        })
        .theorem("C2", "y(x) − y(−x) = x", [](Exact<Gelu>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x)}).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i] - mirror[i], t.in.x[i], abs(t.in.x[i]), "y(x) − y(−x) = x");
        });

const auto registered_vjp =
    laws<GeluVjp>()
        .theorem("C2", "x̄(x) + x̄(−x) = 1 for ȳ = 1", [](Exact<GeluVjp>& t) {
          mirrored(t, true, [&](const Interval& g, const Interval& h, const Interval&) { t.equal_within(g + h, 1, 1, "x̄(x) + x̄(−x) = 1"); });
        });

}  // namespace
}  // namespace etalon::verify
