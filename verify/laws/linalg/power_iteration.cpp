#include "reference/contract/linalg/power_iteration.hpp"

#include "verify/language/laws.hpp"
#include "verify/laws/linalg/rotations.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::PowerIteration;
using contract::linalg::PowerIterationStep;
using contract::linalg::RayleighQuotient;
using In = PowerIteration::In<double>;
using StepIn = PowerIterationStep::In<double>;

/// A matrix without a zero vector near: its diagonal outweighs the rest of each row.
StepIn dominant(Draw& draw, int lowest, int highest) {
  const std::int64_t n = draw.extent(1, 6);
  StepIn in{draw.reals({n, n}, lowest - 4, lowest), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    in.a(i, i) = nonzero(draw, highest, highest + 2);
    in.x[i] = nonzero(draw, -3, 3);
  }
  return in;
}

/// Symmetric, with a spectrum that decays.
StepIn symmetric(Draw& draw) {
  const std::int64_t n = draw.extent(1, 6);
  std::vector<double> lambda;
  for (std::int64_t i = 0; i < n; ++i) lambda.push_back((draw.coin() ? 1 : -1) * draw.uniform(0.25, 2));
  return {gen::symmetric_with_spectrum(draw, lambda), nonzeros(draw, n, -3, 3)};
}

StepIn integers(Draw& draw) {
  const std::int64_t n = draw.extent(1, 5);
  StepIn in{Tensor<double>({n, n}), Tensor<double>({n})};
  for (double& x : in.a) x = static_cast<double>(draw.integer(0, 4));  // of one sign: nothing cancels
  for (double& x : in.x) x = static_cast<double>(draw.integer(1, 4));
  for (std::int64_t i = 0; i < n; ++i) in.a(i, i) += 1;
  return in;
}

/// Ax = 0 without any rounding.
StepIn annihilated(Draw& draw) {
  const std::int64_t n = draw.extent(1, 4), kind = draw.integer(0, 2);
  StepIn in{Tensor<double>({n, n}), Tensor<double>({n})};
  if (kind == 0) {  // x = 0
    for (double& x : in.a) x = static_cast<double>(draw.integer(-4, 4));
  } else {  // columns of zeros where x is not 0
    for (std::int64_t j = 0; j < n; ++j) {
      const bool here = kind == 2 || draw.coin();
      in.x[j] = here ? static_cast<double>(draw.integer(1, 4)) : 0;
      for (std::int64_t i = 0; i < n && !here; ++i) in.a(i, j) = static_cast<double>(draw.integer(-4, 4));
    }
  }
  return in;
}

In run(StepIn in, std::int64_t steps) { return {in.a, in.x, steps}; }

/// Of modulus below 1, from an entry of the input; not 0.
Interval ratio(const Interval& entry) { return (entry + Interval(1) / 7) / (2 + abs(entry)); }

Matrix step(const Exact<PowerIterationStep>& t, Matrix a, Matrix x) { return t.f({std::move(a), std::move(x)}).next; }
Matrix scaled(const Matrix& a, const Interval& factor) { return map(a, [&](const Interval& x) { return factor * x; }); }
void equal_vectors(Checks& t, const Matrix& x, const Matrix& y, const char* what) {
  for (std::size_t i = 0; i < x.size(); ++i) t.equal_within(x[i], y[i], 1, what);
}

const auto registered_step =
    laws<PowerIterationStep>()
        .inputs(core, "dominant diagonal", [](Draw& draw) { return dominant(draw, -3, 1); })
        .inputs(core, "symmetric", symmetric)
        .inputs(core, "integers", integers)
        .inputs(core, "any", [](Draw& draw) {
          const std::int64_t n = draw.extent(2, 6);
          StepIn in{draw.reals({n, n}, -4, 2), draw.reals({n}, -4, 2)};
          in.a(0, 0) = nonzero(draw, 6, 7), in.x[0] = nonzero(draw, 4, 5);
          return in;
        })
        .inputs(extreme, "where squares leave the range", [](Draw& draw) {
          const int far = draw.format.max_exponent * 2 / 3;
          return draw.coin() ? dominant(draw, far - 3, far) : dominant(draw, -far + 4, -far + 7);
        })
        .inputs(edge, "an eigenvector", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 4);
          StepIn in{Tensor<double>({n, n}), Tensor<double>({n})};
          for (std::int64_t i = 0; i < n; ++i) in.a(i, i) = nonzero(draw, -3, 3);
          in.x[draw.integer(0, n - 1)] = nonzero(draw, -3, 3);
          return in;
        })
        .refuses("C2", "Ax = 0", [](Draw& draw) { return annihilated(draw); })
        .theorem("C3", "‖next‖ = 1", [](Exact<PowerIterationStep>& t) { t.equal(frobenius_norm(t.f(t.in).next), 1, "‖next‖"); })
        .theorem("C4", "the lengths of A and x change nothing", [](Exact<PowerIterationStep>& t) {
          const Matrix next = t.f(t.in).next;
          equal_vectors(t, step(t, scaled(t.in.a, Interval(11) / 8), scaled(t.in.x, Interval(3) / 4)), next, "a step of 11/8·A from 3/4·x");
          equal_vectors(t, step(t, scaled(t.in.a, -1), t.in.x), scaled(next, -1), "a step of −A");
        })
        .theorem("C5", "an eigenvector keeps its line", [](Exact<PowerIterationStep>& t) {
          if (t.in.a.size() == 0) return;
          const std::int64_t n = t.in.a.shape[0];
          const Matrix q = rotations(n);
          std::vector<Interval> lambda, x(static_cast<std::size_t>(n), 0);
          for (std::int64_t i = 0; i < n; ++i) lambda.push_back(ratio(t.in.a(i, i)));
          x[0] = 1;
          for (const int sign : {+1, -1}) {
            lambda[0] = sign * (2 + ratio(t.in.x[0]));
            equal_vectors(t, step(t, symmetric_with(q, lambda), with_coordinates(q, x)), scaled(with_coordinates(q, x), sign), "the step from an eigenvector");
          }
        });

const auto registered =
    laws<PowerIteration>()
        .steps<PowerIterationStep>([](const In& in, const PowerIteration::Out<double>& reported, std::size_t k) {
          return StepIn{in.a, state_before(k, in.x0, reported.iterates)};
        })
        .measures<RayleighQuotient>("rayleigh", [](const In& in, const PowerIteration::Out<double>& reported, std::size_t k) {
          return RayleighQuotient::In<double>{in.a, state_before(k + 1, in.x0, reported.iterates)};
        })
        .inputs(core, "dominant diagonal", [](Draw& draw) { return run(dominant(draw, -3, 1), draw.integer(0, 8)); })
        .inputs(core, "symmetric", [](Draw& draw) { return run(symmetric(draw), draw.integer(0, 8)); })
        .inputs(core, "integers", [](Draw& draw) { return run(integers(draw), draw.integer(0, 8)); })
        .inputs(core, "long", [](Draw& draw) {
          StepIn in = dominant(draw, -3, 1);
          return run(in, draw.integer(20, 40));
        })
        .inputs(extreme, "where squares leave the range", [](Draw& draw) {
          return run(dominant(draw, draw.format.max_exponent / 2, draw.format.max_exponent / 2 + 3), draw.integer(0, 4));
        })
        .inputs(edge, "no steps", [](Draw& draw) { return run(symmetric(draw), 0); })
        .refuses("C2", "0 on the way", [](Draw& draw) {
          if (draw.coin()) return run(annihilated(draw), draw.integer(1, 3));
          const std::int64_t n = draw.extent(2, 4);  // nilpotent
          In in{Tensor<double>({n, n}), Tensor<double>({n}), draw.integer(n, n + 3)};
          for (std::int64_t i = 0; i < n; ++i) {
            in.x0[i] = static_cast<double>(draw.integer(1, 3));
            for (std::int64_t j = i + 1; j < n; ++j) in.a(i, j) = static_cast<double>(draw.integer(0, 3));
          }
          return in;
        })
        .theorem("C4", "Aᵏx₀/‖Aᵏx₀‖", [](Exact<PowerIteration>& t) {
          const auto out = t.f(t.in);
          Matrix x = t.in.x0;
          for (std::int64_t k = 1; k <= t.in.steps; ++k) {
            const Matrix next = apply(t.in.a, x);  // from the normalised state, step by step
            x = scaled(next, 1 / frobenius_norm(next));
            equal_vectors(t, row_of(out.iterates, k), x, "the state after k steps");
          }
        })
        .theorem("C5", "in the plane tan ∠(xₖ₊₁, v₁) = λ₂/λ₁·tan ∠(xₖ, v₁)", [](Exact<PowerIteration>& t) {
          if (t.in.a.size() == 0) return;
          const Matrix q = rotations(2);
          const Interval rho = ratio(t.in.a[0]);
          const auto out = t.f({symmetric_with(q, {1, rho}), with_coordinates(q, {1, Interval(3) / 4}), 6});
          for (std::int64_t k = 0; k < 6; ++k) {
            const auto now = coordinates(q, out.iterates, k), next = coordinates(q, out.iterates, k + 1);
            t.equal_within(next[1] / next[0], rho * now[1] / now[0], 1, "tan ∠(xₖ₊₁, v₁)");
          }
        })
        .theorem("C5", "the ratio of the tangents tends to |λ₂/λ₁|", [](Exact<PowerIteration>& t) {
          if (t.in.a.size() == 0) return;
          const Matrix q = rotations(3);
          const Interval q2 = abs(ratio(t.in.a[0])), q3 = -q2 / 2;
          const std::int64_t steps = 40;
          const auto out = t.f({symmetric_with(q, {-1, q2, q3}), with_coordinates(q, {1, 1, 1}), steps});
          const auto tangent2 = [&](std::int64_t k) {
            const auto x = coordinates(q, out.iterates, k);
            return (square(x[1]) + square(x[2])) / square(x[0]);
          };
          // (q₂^(2k+2) + q₃^(2k+2))/(q₂^2k + q₃^2k) lies below q₂² by no more than (q₃/q₂)^2k of it.
          const Interval measured = tangent2(steps) / tangent2(steps - 1);
          t.at_most(abs(measured - square(q2)), square(q2) * (power_of_two(-2 * (steps - 1)) + power_of_two(-100)), "the limit of the ratio");
        })
        .theorem("C6", "Rayleigh quotients: (λ₂/λ₁)², between the extreme eigenvalues", [](Exact<PowerIteration>& t) {
          if (t.in.a.size() == 0) return;
          const Matrix q = rotations(2);
          const Interval rho = ratio(t.in.a[0]);
          const auto out = t.f({symmetric_with(q, {1, rho}), with_coordinates(q, {1, Interval(1) / 2}), 5});
          for (std::int64_t k = 0; k <= 5; ++k) {
            // 1 − r = (1 − ρ)·τ²/(1 + τ²) with the tangent τ = ρᵏ/2
            const Interval tangent2 = pow(rho, 2 * k) / 4;
            t.equal_within(1 - out.rayleigh[k], (1 - rho) * tangent2 / (1 + tangent2), 1, "λ₁ − r(xₖ)");
            t.at_most(out.rayleigh[k], 1 + power_of_two(-200), "r(xₖ) ≤ λ₁");
            t.at_most(rho, out.rayleigh[k] + power_of_two(-200), "λ₂ ≤ r(xₖ)");
          }
        });

}  // namespace
}  // namespace etalon::verify
