#include "reference/contract/vae/gaussian_kl_diagonal.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "reference/vae/spread.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKlDiagonal;
using contract::vae::GaussianKlDiagonalVjp;
using contract::vae::GaussianKlStandard;
using In = GaussianKlDiagonal::In<double>;
using Variant = GaussianKlDiagonal::Variant;

Dimensions shape(Draw& draw) { return {draw.extent(1, 3), draw.extent(1, 4)}; }
In positive(Draw& draw) {
  const auto s = shape(draw);
  return {draw.reals(s, -6, 2), deviations(draw, s), draw.reals(s, -6, 2), deviations(draw, s)};
}
In either_sign(Draw& draw) {
  const auto s = shape(draw);
  return {draw.reals(s, -6, 2), any_spreads(draw, s), draw.reals(s, -6, 2), any_spreads(draw, s)};
}
/// Where everything cancels.
In collapsed(Draw& draw) {
  In in = positive(draw);
  in.prior_mu = near(draw, in.mu), in.prior_spread = near(draw, in.spread);
  return in;
}
/// To a prior of σ = 1 by its logarithm, with a code that has nearly collapsed onto it.
In near_the_prior(Draw& draw) {
  const auto s = shape(draw);
  return {draw.reals(s, -draw.format.precision, -3), draw.reals(s, -draw.format.precision, -2), Tensor<double>(s), Tensor<double>(s)};
}
In wide(Draw& draw) {
  const auto s = shape(draw);
  const int far = draw.format.max_exponent / 8;
  return {draw.reals(s, -far, far), deviations(draw, s, -far, far), draw.reals(s, -far, far), deviations(draw, s, -far, far)};
}
/// One σ by each convention; all are numbers.
GaussianKlDiagonal::In<Interval> in_convention(const GaussianKlDiagonal::In<Interval>& given, Variant from, Variant to) {
  auto in = given;
  for (Matrix* spread : {&in.spread, &in.prior_spread})
    for (Interval& s : *spread) {
      const Interval sigma = reference::vae::deviation(s, from);
      s = to == Variant::sigma ? sigma : to == Variant::log_variance ? 2 * log(sigma) : sigma + log(-expm1(-sigma));
    }
  return in;
}
bool ordinary(const Matrix& x) {
  for (const Interval& entry : x)
    if (!(abs(entry) < 40).certainly()) return false;
  return true;
}
bool equal(const GaussianKlDiagonal::In<Interval>& in, std::int64_t row) {
  const std::int64_t d = in.mu.shape[1];
  for (std::int64_t k = row * d; k < (row + 1) * d; ++k)
    if (!((in.mu[k] - in.prior_mu[k]).is_zero() && (in.spread[k] - in.prior_spread[k]).is_zero())) return false;
  return true;
}

const auto registered =
    laws<GaussianKlDiagonal>()
        .inputs(core, "positive spreads", positive)
        .inputs(core, "spreads of either sign", either_sign)
        .inputs(core, "nearly equal", collapsed)
        .inputs(core, "near the prior", near_the_prior)
        .inputs(extreme, "wide", wide)
        .refuses("C3", "a deviation of 0, or negative", [](Draw& draw) {
          In in = positive(draw);
          (draw.coin() ? in.spread : in.prior_spread)[0] = draw.one_of({0.0, -1.0});
          return in;
        })
        .law("C4", "kl ≥ 0, and 0 for equal Gaussians alone", [](Law<GaussianKlDiagonal>& t) {
          for (std::int64_t i = 0; i < t.in.mu.shape[0]; ++i) {
            if (equal(t.in, i)) t.exactly(t.out.kl[i].is_zero(), "kl = 0 for equal Gaussians");
            else t.holds(t.out.kl[i] >= 0, "kl ≥ 0");
          }
        })
        .theorem("C4", "a shift of both means changes nothing", [](Exact<GaussianKlDiagonal>& t) {
          auto moved = t.in;
          for (std::size_t i = 0; i < moved.mu.size(); ++i) moved.mu[i] += Interval(7) / 4, moved.prior_mu[i] += Interval(7) / 4;
          t.equal(t.f(moved).kl, t.f(t.in).kl, "of both means shifted");
        })
        .theorem("C5", "to N(0, 1) it is vae.gaussian_kl_standard", [](Exact<GaussianKlDiagonal>& t) {
          auto in = t.in;
          for (Interval& m : in.prior_mu) m = 0;
          for (Interval& s : in.prior_spread) s = 0;
          Interval sum = 0;
          for (const Interval& kl : t.f(in, Variant::log_variance).kl) sum += kl;
          t.equal(sum, Wings<GaussianKlStandard>::reference(GaussianKlStandard::In<Interval>{in.mu, in.spread}, GaussianKlStandard::Variant::sum)->kl, "vae.gaussian_kl_standard");
        })
        .theorem("C5", "the conventions agree", [](Exact<GaussianKlDiagonal>& t) {
          if (!ordinary(t.in.spread) || !ordinary(t.in.prior_spread)) return;
          const Matrix kl = t.f(t.in).kl;
          for (const Variant other : {Variant::log_variance, Variant::softplus, Variant::sigma}) {
            const Matrix again = t.f(in_convention(t.in, t.variant, other), other).kl;
            for (std::size_t i = 0; i < kl.size(); ++i) t.equal_within(again[i], kl[i], 1 + kl[i], "in another convention");
          }
        })
        .theorem("C6", "Jeffreys' divergence", [](Exact<GaussianKlDiagonal>& t) {
          const Matrix kl = t.f(t.in).kl, back = t.f({t.in.prior_mu, t.in.prior_spread, t.in.mu, t.in.spread}).kl;
          const std::int64_t d = t.in.mu.shape[1];
          for (std::int64_t i = 0; i < t.in.mu.shape[0]; ++i) {
            Interval sum = 0;
            for (std::int64_t k = i * d; k < (i + 1) * d; ++k) {
              const Interval sigma = reference::vae::deviation(t.in.spread[k], t.variant), tau = reference::vae::deviation(t.in.prior_spread[k], t.variant);
              sum += (square(sigma / tau - tau / sigma) + square(t.in.mu[k] - t.in.prior_mu[k]) * (1 / square(sigma) + 1 / square(tau))) / 2;
            }
            t.equal_within(kl[i] + back[i], sum, 1 + sum, "kl one way and the other");
          }
        });

const auto registered_vjp =
    laws<GaussianKlDiagonalVjp>()
        .law("C4", "the gradients to μ and m add up to 0", [](Law<GaussianKlDiagonalVjp>& t) {
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) t.equal_within(t.out.grad_mu[i] + t.out.grad_prior_mu[i], 0, abs(t.out.grad_mu[i]), "to μ and to m");
        })
        .theorem("C4", "0 to s of σ = τ", [](Exact<GaussianKlDiagonalVjp>& t) {
          auto in = t.in;
          in.prior_spread = in.spread;
          for (const Interval& g : t.f(in).grad_spread) t.equal_within(g, 0, 1, "to s of σ = τ");
        });

}  // namespace
}  // namespace etalon::verify
