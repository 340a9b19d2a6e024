#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"

#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/rotations.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::RayleighQuotient;
using contract::linalg::RayleighQuotientIteration;
using Step = contract::linalg::RayleighQuotientIterationStep;
using In = RayleighQuotientIteration::In<double>;
using StepIn = Step::In<double>;

StepIn symmetric(Draw& draw) {
  const std::int64_t n = draw.extent(2, 5);
  std::vector<double> lambda;
  for (std::int64_t i = 0; i < n; ++i) lambda.push_back(static_cast<double>(i) + draw.uniform(0.25, 0.75));
  return {gen::symmetric_with_spectrum(draw, lambda), nonzeros(draw, n, -3, 1)};
}

StepIn general(Draw& draw) {
  const std::int64_t n = draw.extent(2, 5);
  StepIn in{draw.reals({n, n}, -3, 2), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    in.x[i] = nonzero(draw, -3, 1);
    in.a(i, i) = round_to(draw.uniform(0.25, 0.75) * static_cast<double>(4 * i + 1), draw.format);
  }
  return in;
}

/// Near the eigenvector e₁ of a diagonal or triangular matrix: by a tenth, or in the last digits, where A − rI is singular to
/// within rounding.
StepIn near_an_eigenvector(Draw& draw) {
  const std::int64_t n = draw.extent(2, 5);
  const bool diagonal = draw.coin();
  const int away = static_cast<int>(draw.one_of({2, draw.format.precision / 2, draw.format.precision - 2}));
  StepIn in{Tensor<double>({n, n}), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    in.a(i, i) = static_cast<double>(draw.integer(1, 3) + 4 * i);
    in.x[i] = i == 0 ? 1 : nonzero(draw, -away - 2, -away);
    for (std::int64_t j = i + 1; j < n && !diagonal; ++j) in.a(i, j) = draw.real(-3, 0);
  }
  return in;
}

/// An exact eigenvector, found so without rounding: eᵢ of a triangular integer matrix, or anything for a multiple of I.
StepIn eigenvector(Draw& draw) {
  const std::int64_t n = draw.extent(1, 5);
  const bool multiple = draw.coin();
  StepIn in{Tensor<double>({n, n}), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    in.a(i, i) = multiple ? 3 : static_cast<double>(draw.integer(-4, 4));
    if (multiple) in.x[i] = static_cast<double>(draw.integer(1, 4));
    for (std::int64_t j = i + 1; j < n && !multiple; ++j) in.a(i, j) = static_cast<double>(draw.integer(-4, 4));
  }
  if (!multiple) in.x[0] = draw.one_of({1.0, -2.0});
  return in;
}

StepIn without_start(Draw& draw) {
  StepIn in = symmetric(draw);
  for (double& x : in.x) x = 0;
  return in;
}

In run(StepIn in, std::int64_t steps) { return {in.a, in.x, steps}; }

Interval quotient(const Matrix& a, const Matrix& x) { return inner(x, apply(a, x)) / inner(x, x); }

const auto registered_step =
    laws<Step>()
        .inputs(core, "symmetric", symmetric)
        .inputs(core, "general", general)
        .inputs(core, "near an eigenvector", near_an_eigenvector)
        .inputs(edge, "any length", [](Draw& draw) {
          StepIn in = symmetric(draw);
          const int power = draw.coin() ? draw.format.max_exponent / 4 : draw.format.min_exponent / 4;
          for (double& x : in.x) x = round_to(std::ldexp(x, power), draw.format);
          return in;
        })
        .refuses("C2", "x = 0", without_start)
        .refuses("C3", "an eigenvector", [](Draw& draw) { return eigenvector(draw); })
        .theorem("C4", "(A − rI)·next is a positive multiple of x", [](Exact<Step>& t) { solved(t, t.in.a, quotient(t.in.a, t.in.x), t.in.x, t.f(t.in).next); })
        .theorem("C5", "‖next‖ = 1", [](Exact<Step>& t) { t.equal(frobenius_norm(t.f(t.in).next), 1, "‖next‖"); })
        .theorem("C6", "A + βI and αA", [](Exact<Step>& t) {
          const Matrix next = t.f(t.in).next;
          Matrix moved = t.in.a;
          for (std::int64_t i = 0; i < moved.shape[0]; ++i) moved(i, i) += Interval(5) / 4;
          const Matrix same = t.f({moved, t.in.x}).next;
          const Matrix opposite = t.f({map(t.in.a, [](const Interval& x) { return Interval(-11) / 8 * x; }), t.in.x}).next;
          for (std::size_t i = 0; i < next.size(); ++i) {
            t.equal_within(same[i], next[i], 1, "the step of A + βI");
            t.equal_within(opposite[i], -next[i], 1, "the step of αA, α < 0");
          }
        })
        .requirement("C7", "(A − rI)·next along x", [](Trial<Step>& t) {
          const Interval error = *Step::roundings.at(t.sizes) * (2 * t.u * frobenius_norm(t.in.a) + t.eta);
          require_solved(t, t.in.a, quotient(t.in.a, t.in.x), t.in.x, t.out.next, error);
        })
        .requirement("C8", "‖next‖ = 1", [](Trial<Step>& t) { t.at_most(abs(frobenius_norm(t.out.next) - 1), (t.sizes.at("n") + 4) * t.u, "|‖next‖ − 1|"); });

const auto registered =
    laws<RayleighQuotientIteration>()
        .steps<Step>([](const In& in, const RayleighQuotientIteration::Out<double>& reported, std::size_t k) {
          return StepIn{in.a, state_before(k, in.x0, reported.iterates)};
        })
        .measures<RayleighQuotient>("rayleigh", [](const In& in, const RayleighQuotientIteration::Out<double>& reported, std::size_t k) {
          return RayleighQuotient::In<double>{in.a, state_before(k + 1, in.x0, reported.iterates)};
        })
        .inputs(core, "symmetric", [](Draw& draw) { return run(symmetric(draw), draw.integer(0, 4)); })
        .inputs(core, "general", [](Draw& draw) { return run(general(draw), draw.integer(0, 4)); })
        .inputs(core, "near an eigenvector", [](Draw& draw) { return run(near_an_eigenvector(draw), draw.integer(0, 3)); })
        .inputs(edge, "no steps from an eigenvector", [](Draw& draw) { return run(eigenvector(draw), 0); })
        .refuses("C2", "x0 = 0", [](Draw& draw) { return run(without_start(draw), draw.integer(0, 2)); })
        .refuses("C3", "an eigenvector", [](Draw& draw) { return run(eigenvector(draw), draw.integer(1, 3)); })
        .theorem("C5", "in the plane tan ∠(xₖ₊₁, v) = −tan³ ∠(xₖ, v)", [](Exact<RayleighQuotientIteration>& t) {
          const Matrix q = rotations(2);
          const Interval tangent = Interval(1) / 4 + offset(t.in.a[0]) / 4;
          const auto out = t.f({symmetric_with(q, {1, 3 + offset(t.in.x0[0])}), with_coordinates(q, {1, tangent}), 3});
          for (std::int64_t k = 0; k < 3; ++k) {
            const auto now = coordinates(q, out.iterates, k), next = coordinates(q, out.iterates, k + 1);
            t.equal_within(next[1] / next[0], -pow(now[1] / now[0], 3), power_of_two(-20), "tan ∠(xₖ₊₁, v)");
          }
        })
        .theorem("C5", "order 3 for a symmetric matrix", [](Exact<RayleighQuotientIteration>& t) {
          const Matrix q = rotations(3);
          const auto out = t.f({symmetric_with(q, {1, 3 + offset(t.in.a[0]), -2}), with_coordinates(q, {1, Interval(1) / 8, Interval(1) / 16}), 4});
          const auto log_tangent = [&](std::int64_t k) {
            const auto x = coordinates(q, out.iterates, k);
            return log((square(x[1]) + square(x[2])) / square(x[0])) / 2;
          };
          t.at_most(abs(log_tangent(4) / log_tangent(3) - 3), Interval(1) / 10, "the order, log e₄/log e₃");
        })
        .theorem("C6", "order 2 for a matrix that is not normal", [](Exact<RayleighQuotientIteration>& t) {
          const Matrix a({2, 2}, {1, 1 + offset(t.in.a[0]), 0, 3});
          const auto out = t.f({a, Matrix({2}, {1, Interval(1) / 16}), 5});
          const auto log_tangent = [&](std::int64_t k) { return log(abs(out.iterates(k, 1) / out.iterates(k, 0))); };
          t.at_most(abs(log_tangent(5) / log_tangent(4) - 2), Interval(1) / 10, "the order, log e₅/log e₄");
        })
        .theorem("C7", "the residuals never grow", [](Exact<RayleighQuotientIteration>& t) {
          const std::int64_t n = t.in.a.shape[0];
          Matrix a = t.in.a;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < i; ++j) a(i, j) = a(j, i);
          const auto out = t.f({a, t.in.x0, std::min<std::int64_t>(t.in.steps, 3)});
          const auto residual = [&](std::int64_t k) {
            const Matrix x = row_of(out.iterates, k);
            return frobenius_norm(apply_shifted(a, out.rayleigh[k], x)) / frobenius_norm(x);
          };
          for (std::int64_t k = 0; k + 1 < out.iterates.shape[0]; ++k) t.at_most(residual(k + 1), residual(k), "‖Axₖ − rₖxₖ‖");
        });

// Where the exact part along x is no larger than the bound on a negative one.
const FreeInSign<Step> signs("C7", {"next"}, [](const auto& in, const auto& exact, const auto& sizes, const auto& u, const auto& eta) {
  return sign_is_open(in.a, quotient(in.a, in.x), in.x, exact.next, *Step::roundings.at(sizes) * (2 * u * frobenius_norm(in.a) + eta));
});

}  // namespace
}  // namespace etalon::verify
