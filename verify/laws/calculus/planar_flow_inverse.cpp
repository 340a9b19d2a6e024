#include "reference/contract/calculus/planar_flow_inverse.hpp"

#include "reference/contract/calculus/planar_flow.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::PlanarFlow;
using contract::calculus::PlanarFlowInverse;
using contract::calculus::PlanarFlowInverseVjp;

/// A layer with wᵀu well above −1: each wⱼuⱼ is.
PlanarFlowInverse::In<double> layer(Draw& draw, int lowest, int highest) {
  const std::int64_t n = draw.extent(1, 3), d = draw.extent(1, 4);
  PlanarFlowInverse::In<double> in{draw.reals({n, d}, -6, 2), draw.reals({d}, lowest, highest), draw.reals({d}, lowest, highest), draw.real(-6, 2)};
  for (std::int64_t j = 0; j < d; ++j)
    if (in.u[j] * in.w[j] < 0) in.u[j] = -in.u[j];
  return in;
}
PlanarFlowInverse::In<double> along(Draw& draw, double w, double u) {
  auto in = layer(draw, -3, 1);
  for (double& entry : in.u) entry = 0;
  in.w[0] = w, in.u[0] = u;
  return in;
}

const char* const overflows = "wᵀy overflows in its parts although tanh does not";

const auto registered =
    laws<PlanarFlowInverse>()
        .inputs(core, "layers", [](Draw& draw) { return layer(draw, -6, 2); })
        .inputs(core, "wᵀu near −1", [](Draw& draw) { return along(draw, 2, -0.375); })
        .inputs(core, "saturated", [](Draw& draw) { return layer(draw, 2, 5); })
        .inputs(edge, "no layer", [](Draw& draw) { return along(draw, 1, 0); })
        .refuses("C2", "no inverse", [](Draw& draw) { return along(draw, 2, -1); })
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C3", "forward after inverse", [](Exact<PlanarFlowInverse>& t) {
          const auto x = t.f(t.in);
          const auto y = Wings<PlanarFlow>::reference(PlanarFlow::In<Interval>{x.x, t.in.u, t.in.w, t.in.b});
          for (std::size_t k = 0; k < y->y.size(); ++k) t.equal_within(y->y[k], t.in.y[k], abs(t.in.y[k]) + 1, "y again");
          for (std::size_t k = 0; k < x.log_density.size(); ++k) t.equal_within(y->log_density[k], x.log_density[k], abs(x.log_density[k]) + 1, "its density");
        })
        .theorem("C4", "no layer, no change", [](Exact<PlanarFlowInverse>& t) {
          auto in = t.in;
          for (Interval& entry : in.u) entry = 0;
          t.equal(t.f(in).x, t.in.y, "u = 0");
          in = t.in;
          in.b = 0;
          for (Interval& entry : in.w) entry = 0;
          t.equal(t.f(in).x, t.in.y, "w = 0 and b = 0");
        });

const auto registered_vjp =
    laws<PlanarFlowInverseVjp>()
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C3", "along w", [](Exact<PlanarFlowInverseVjp>& t) {
          const auto grad = t.f(t.in);
          const auto inverse = Wings<PlanarFlowInverse>::reference(PlanarFlowInverse::In<Interval>{t.in.y, t.in.u, t.in.w, t.in.b});
          const Tensor<Interval>& x = inverse->x;
          if (t.in.w[0].is_zero()) return;
          Interval lengths = 0, size = abs(grad.grad_b);
          for (std::int64_t i = 0; i < x.shape[0]; ++i) {
            const auto rest = [&](std::int64_t j) { return grad.grad_y(i, j) - t.in.cotangent.x(i, j) + t.in.cotangent.log_density[i] * x(i, j); };
            const auto scale = [&](std::int64_t j) { return abs(grad.grad_y(i, j)) + abs(t.in.cotangent.x(i, j)) + abs(t.in.cotangent.log_density[i] * x(i, j)); };
            lengths += rest(0) / t.in.w[0], size += scale(0) / abs(t.in.w[0]);
            for (std::int64_t j = 1; j < x.shape[1]; ++j) t.equal_within(rest(j) * t.in.w[0], rest(0) * t.in.w[j], scale(j) * abs(t.in.w[0]) + scale(0) * abs(t.in.w[j]), "a multiple of w");
          }
          t.equal_within(lengths, grad.grad_b, size, "b̄");
        });

}  // namespace
}  // namespace etalon::verify
