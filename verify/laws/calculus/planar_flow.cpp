#include "reference/contract/calculus/planar_flow.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::PlanarFlow;
using contract::calculus::PlanarFlowVjp;

/// A layer with wᵀu well above −1: each wⱼuⱼ is.
PlanarFlow::In<double> layer(Draw& draw, int lowest, int highest) {
  const std::int64_t n = draw.extent(1, 3), d = draw.extent(1, 4);
  PlanarFlow::In<double> in{draw.reals({n, d}, -6, 2), draw.reals({d}, lowest, highest), draw.reals({d}, lowest, highest), draw.real(-6, 2)};
  for (std::int64_t j = 0; j < d; ++j)
    if (in.u[j] * in.w[j] < 0) in.u[j] = -in.u[j];
  return in;
}

const char* const overflows = "wᵀx overflows in its parts although tanh does not";

const auto registered =
    laws<PlanarFlow>()
        .inputs(core, "layers", [](Draw& draw) { return layer(draw, -6, 2); })
        .inputs(core, "wᵀu near −1", [](Draw& draw) {
          auto in = layer(draw, -3, 1);
          for (double& entry : in.u) entry = 0;
          in.w[0] = 2, in.u[0] = -0.375;
          return in;
        })
        .inputs(core, "saturated", [](Draw& draw) { return layer(draw, 2, 5); })
        .inputs(edge, "no layer", [](Draw& draw) {
          auto in = layer(draw, -6, 2);
          for (double& entry : in.u) entry = 0;
          return in;
        })
        .refuses("C2", "no inverse", [](Draw& draw) {
          auto in = layer(draw, -3, 1);
          for (double& entry : in.u) entry = 0;
          in.w[0] = 2, in.u[0] = -1;
          return in;
        })
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C4", "the volume of the Jacobian", [](Exact<PlanarFlow>& t) {
          auto still = t.in;
          for (Interval& entry : still.u) entry = 0;
          const auto plain = t.f(still), moved = t.f(t.in);
          t.equal(plain.y, t.in.x, "without a direction, the identity");
          const Interval step = power_of_two(-300);
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            // det(I + (1 − h²)uwᵀ): of all directions u alone is stretched, by 1 + (1 − h²)wᵀu.
            auto ahead = t.in;
            Interval size = 0, squares = 0;
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) ahead.x(i, j) += step * t.in.u[j], squares += square(t.in.u[j]);
            if (!(squares > 0).certainly()) continue;
            const auto y = t.f(ahead).y;
            Interval stretched = 0;
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) stretched += (y(i, j) - moved.y(i, j)) / step * t.in.u[j] / squares;
            size = abs(plain.log_density[i]) + abs(log(stretched)) + 1;
            t.holds(abs(plain.log_density[i] - log(stretched) - moved.log_density[i]) <= power_of_two(-60) * size, "log N(x) − log|det J|");
          }
        })
        .theorem("C5", "α comes back", [](Exact<PlanarFlow>& t) {
          const auto y = t.f(t.in).y;
          for (std::int64_t i = 0; i < y.shape[0]; ++i) {
            Interval alpha = 0, along = 0, image = 0, size = 0;
            for (std::int64_t j = 0; j < y.shape[1]; ++j) {
              alpha += t.in.w[j] * t.in.x(i, j), along += t.in.w[j] * t.in.u[j], image += t.in.w[j] * y(i, j);
              size += abs(t.in.w[j]) * (abs(t.in.x(i, j)) + abs(t.in.u[j]));
            }
            t.equal_within(image, alpha + along * tanh(alpha + t.in.b), size, "wᵀy = α + wᵀu·tanh(α + b)");
          }
        });

const auto registered_vjp =
    laws<PlanarFlowVjp>()
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C3", "along w", [](Exact<PlanarFlowVjp>& t) {
          const auto grad = t.f(t.in);
          Interval lengths = 0, size = 0;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            std::vector<Interval> rest;
            Interval scale = 0;
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) {
              rest.push_back(grad.grad_x(i, j) - t.in.cotangent.y(i, j) + t.in.cotangent.log_density[i] * t.in.x(i, j));
              scale += abs(grad.grad_x(i, j)) + abs(t.in.cotangent.y(i, j)) + abs(t.in.cotangent.log_density[i] * t.in.x(i, j));
            }
            if (t.in.w[0].is_zero()) return;
            const Interval length = rest[0] / t.in.w[0];
            lengths += length, size += scale / abs(t.in.w[0]);
            for (std::size_t j = 1; j < rest.size(); ++j) t.equal_within(rest[j] * t.in.w[0], rest[0] * t.in.w[j], scale * (abs(t.in.w[0]) + abs(t.in.w[j])), "a multiple of w");
          }
          t.equal_within(lengths, grad.grad_b, size + abs(grad.grad_b), "b̄");
        });

}  // namespace
}  // namespace etalon::verify
