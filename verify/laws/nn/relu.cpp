#include "reference/contract/nn/relu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Relu;
using contract::nn::ReluVjp;

const auto registered =
    entrywise_laws<Relu>()
        .inputs(edge, "infinite", [](Draw&) { return Relu::In<double>{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .law("C3", "y ≥ 0", [](Law<Relu>& t) {
          for (const Interval& y : t.out.y) t.exactly_at_most(0, y, "0 ≤ y");
        })
        .theorem("C3", "relu(x) − relu(−x) = x", [](Exact<Relu>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x)}).y;
          for (std::size_t i = 0; i < y.size(); ++i)
            if (t.in.x[i].is_finite()) t.equal(y[i] - mirror[i], t.in.x[i], "relu(x) − relu(−x) = x");
        });

const auto registered_vjp =
    laws<ReluVjp>().law("C2", "x̄ lies between 0 and ȳ", [](Law<ReluVjp>& t) { lies_below_cotangent(t, 1, "|x̄| ≤ |ȳ|"); });

/// Every slope between the one-sided ones.
const Kinks<ReluVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (is_at(in.x[i], 0, u)) return between(0, in.cotangent.y[i]);
  return std::nullopt;
});

}  // namespace
}  // namespace etalon::verify
