#include "reference/contract/tensor/norm1.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Norm1;
using contract::tensor::Norm1Vjp;
using In = Norm1::In<double>;

const auto registered =
    reduction_laws<Norm1>()
        .inputs(edge, "no entries", [](Draw& draw) { return over_some_axes<Norm1>(draw, Tensor<double>({draw.extent(0, 2), 0})); })
        .theorem("C3", "‖αx‖₁ = |α|·‖x‖₁, ‖x + y‖₁ ≤ ‖x‖₁ + ‖y‖₁, max|x| ≤ ‖x‖₁", [](Exact<Norm1>& t) { is_a_norm(t); });

const auto registered_vjp =
    laws<Norm1Vjp>()
        .law("C3", "|x̄| ≤ |ȳ|, of the sign of x·ȳ", [](Law<Norm1Vjp>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            for (std::int64_t k = 0; k < lanes.length; ++k) {
              const auto at = lanes.index(lane, k);
              t.exactly_at_most(abs(t.out.grad_x[at]), abs(t.in.cotangent.y[lane]), "|x̄| ≤ |ȳ|");
              t.exactly_at_most(0, t.out.grad_x[at] * t.in.cotangent.y[lane] * t.in.x[at], "x̄ has the sign of x·ȳ");
            }
          });
        });

/// Every slope between the one-sided ones.
const Kinks<Norm1Vjp> kinks("C3", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (!is_at(in.x[i], 0, u)) return std::nullopt;
  const Interval c = cotangent_of(in, i);
  return between(-c, c);
});

}  // namespace
}  // namespace etalon::verify
