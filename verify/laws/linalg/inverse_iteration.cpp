#include "reference/contract/linalg/inverse_iteration.hpp"

#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/rotations.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::InverseIteration;
using contract::linalg::InverseIterationStep;
using contract::linalg::RayleighQuotient;
using In = InverseIteration::In<double>;
using StepIn = InverseIterationStep::In<double>;

Tensor<double> start(Draw& draw, std::int64_t n) { return nonzeros(draw, n, -3, 3); }

StepIn random(Draw& draw) {
  const std::int64_t n = draw.extent(1, 6);
  return {draw.reals({n, n}, -4, 2), draw.uniform(20, 40), start(draw, n)};
}

/// Symmetric, the shift near one of the eigenvalues: by a tenth, or in the last digits.
StepIn near_an_eigenvalue(Draw& draw) {
  const std::int64_t n = draw.extent(2, 6);
  std::vector<double> lambda;
  for (std::int64_t i = 0; i < n; ++i) lambda.push_back(draw.uniform(-2, 2));
  const double away = draw.one_of({0.1, std::sqrt(draw.format.unit_roundoff()), 8 * draw.format.unit_roundoff()});
  return {gen::symmetric_with_spectrum(draw, lambda), round_to(lambda[0] + away * (1 + draw.uniform(0, 1)), draw.format), start(draw, n)};
}

/// Small integers; the odd half of the shift is no eigenvalue of an integer matrix.
StepIn integers(Draw& draw) {
  const std::int64_t n = draw.extent(1, 5);
  StepIn in{Tensor<double>({n, n}), static_cast<double>(draw.integer(-3, 3)) + 0.5, Tensor<double>({n})};
  for (double& x : in.a) x = static_cast<double>(draw.integer(-4, 4));
  for (double& x : in.x) x = static_cast<double>(draw.integer(1, 4));
  return in;
}

StepIn triangular(Draw& draw) {
  const std::int64_t n = draw.extent(1, 6);
  StepIn in{Tensor<double>({n, n}), draw.uniform(-2, 0.5), start(draw, n)};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = i; j < n; ++j) in.a(i, j) = i == j ? draw.uniform(1, 4) : draw.real(-3, 1);
  return in;
}

/// An eigenvalue that elimination finds without rounding: a diagonal entry of a triangular integer matrix.
StepIn singular(Draw& draw) {
  const std::int64_t n = draw.extent(1, 5);
  StepIn in{Tensor<double>({n, n}), 0, Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    in.x[i] = static_cast<double>(draw.integer(1, 4));
    for (std::int64_t j = i; j < n; ++j) in.a(i, j) = static_cast<double>(draw.integer(-4, 4));
  }
  const std::int64_t i = draw.integer(0, n - 1);
  in.shift = in.a(i, i);
  return in;
}

StepIn without_start(Draw& draw) {
  StepIn in = random(draw);
  for (double& x : in.x) x = draw.coin() ? 0.0 : -0.0;
  return in;
}

In run(StepIn in, std::int64_t steps) { return {in.a, in.shift, in.x, steps}; }

const auto registered_step =
    laws<InverseIterationStep>()
        .inputs(core, "random", random)
        .inputs(core, "near an eigenvalue", near_an_eigenvalue)
        .inputs(core, "integers", integers)
        .inputs(core, "triangular", triangular)
        .inputs(extreme, "far from 1", [](Draw& draw) {
          StepIn in = triangular(draw);
          const int power = draw.coin() ? draw.format.max_exponent - 6 : draw.format.min_exponent / 2;
          for (double& x : in.a) x = round_to(std::ldexp(x, power), draw.format);
          in.shift = round_to(std::ldexp(in.shift, power), draw.format);
          return in;
        })
        .inputs(edge, "a shift beyond the spectrum", [](Draw& draw) {
          StepIn in = integers(draw);
          in.shift = nonzero(draw, 8, 9);
          return in;
        })
        .refuses("C2", "x = 0", without_start)
        .refuses("C3", "the shift is an eigenvalue", singular)
        .theorem("C4", "(A − σI)·next is a positive multiple of x", [](Exact<InverseIterationStep>& t) { solved(t, t.in.a, t.in.shift, t.in.x, t.f(t.in).next); })
        .theorem("C5", "‖next‖ = 1", [](Exact<InverseIterationStep>& t) { t.equal(frobenius_norm(t.f(t.in).next), 1, "‖next‖"); })
        .theorem("C6", "an eigenvector keeps its line", [](Exact<InverseIterationStep>& t) {
          const std::int64_t n = t.in.a.shape[0];
          const Matrix q = rotations(n);
          std::vector<Interval> lambda, x(static_cast<std::size_t>(n), 0);
          for (std::int64_t i = 0; i < n; ++i) lambda.push_back(1 + i + offset(t.in.a(i, i)));
          x[0] = 1;
          const Matrix v = with_coordinates(q, x), a = symmetric_with(q, lambda);
          for (const int sign : {+1, -1}) {
            const Matrix next = t.f({a, lambda[0] - sign * Interval(1) / 16, v}).next;
            for (std::size_t i = 0; i < v.size(); ++i) t.equal_within(next[i], sign * v[i], 1, "the step from an eigenvector");
          }
        })
        .requirement("C7", "(A − σI)·next along x", [](Trial<InverseIterationStep>& t) {
          const Interval error = *InverseIterationStep::roundings.at(t.sizes) * (t.u * (frobenius_norm(t.in.a) + abs(t.in.shift)) + t.eta);
          require_solved(t, t.in.a, t.in.shift, t.in.x, t.out.next, error);
        })
        .requirement("C8", "‖next‖ = 1", [](Trial<InverseIterationStep>& t) {
          t.at_most(abs(frobenius_norm(t.out.next) - 1), (t.sizes.at("n") + 4) * t.u, "|‖next‖ − 1|");
        });

const auto registered =
    laws<InverseIteration>()
        .steps<InverseIterationStep>([](const In& in, const InverseIteration::Out<double>& reported, std::size_t k) {
          return StepIn{in.a, in.shift, state_before(k, in.x0, reported.iterates)};
        })
        .measures<RayleighQuotient>("rayleigh", [](const In& in, const InverseIteration::Out<double>& reported, std::size_t k) {
          return RayleighQuotient::In<double>{in.a, state_before(k + 1, in.x0, reported.iterates)};
        })
        .inputs(core, "random", [](Draw& draw) { return run(random(draw), draw.integer(0, 6)); })
        .inputs(core, "near an eigenvalue", [](Draw& draw) { return run(near_an_eigenvalue(draw), draw.integer(0, 4)); })
        .inputs(core, "integers", [](Draw& draw) { return run(integers(draw), draw.integer(0, 6)); })
        .inputs(core, "triangular", [](Draw& draw) { return run(triangular(draw), draw.integer(0, 6)); })
        .inputs(edge, "no steps", [](Draw& draw) { return run(random(draw), 0); })
        .refuses("C2", "x0 = 0", [](Draw& draw) { return run(without_start(draw), draw.integer(0, 3)); })
        .refuses("C3", "the shift is an eigenvalue", [](Draw& draw) { return run(singular(draw), draw.integer(1, 3)); })
        .theorem("C5", "A·xₖ₊₁ − σxₖ₊₁ is a positive multiple of xₖ", [](Exact<InverseIteration>& t) {
          const auto out = t.f(t.in);
          for (std::int64_t k = 0; k < t.in.steps; ++k) solved(t, t.in.a, t.in.shift, row_of(out.iterates, k), row_of(out.iterates, k + 1));
        })
        .theorem("C6", "the quotients tend to the nearest eigenvalue", [](Exact<InverseIteration>& t) {
          // |λ₂ − σ| = 1/4 + …, the others at least 1/2 farther: the tangent shrinks by 3 and more in every step.
          const Matrix q = rotations(3);
          const Interval middle = 2 + offset(t.in.a[0]) / 4, sigma = middle + Interval(1) / 4;
          const auto out = t.f({symmetric_with(q, {1, middle, Interval(4)}), sigma, with_coordinates(q, {1, 1, 1}), 30});
          t.at_most(abs(out.rayleigh[30] - middle), 16 * 2 * pow(Interval(1) / 3, 60), "the quotient after 30 steps");
        })
        .theorem("C7", "in the plane the tangent is multiplied by (λ₁ − σ)/(λ₂ − σ)", [](Exact<InverseIteration>& t) {
          const Matrix q = rotations(2);
          const Interval sigma = 1 + offset(t.in.a[0]), factor = (1 - sigma) / (3 - sigma);
          const auto out = t.f({symmetric_with(q, {1, 3}), sigma, with_coordinates(q, {1, Interval(3) / 4}), 6});
          for (std::int64_t k = 0; k < 6; ++k) {
            const auto now = coordinates(q, out.iterates, k), next = coordinates(q, out.iterates, k + 1);
            t.equal_within(next[1] / next[0], factor * now[1] / now[0], 1, "tan ∠(xₖ₊₁, v₁)");
          }
        });

// Where the exact part along x is no larger than the bound on a negative one.
const FreeInSign<InverseIterationStep> signs("C7", {"next"}, [](const auto& in, const auto& exact, const auto& sizes, const auto& u, const auto& eta) {
  return sign_is_open(in.a, in.shift, in.x, exact.next, *InverseIterationStep::roundings.at(sizes) * (u * (frobenius_norm(in.a) + abs(in.shift)) + eta));
});

}  // namespace
}  // namespace etalon::verify
