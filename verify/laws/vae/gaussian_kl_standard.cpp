#include <algorithm>

#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using In = GaussianKlStandard::In<double>;
using Variant = GaussianKlStandard::Variant;

Dimensions shape(Draw& draw) {
  const auto n = draw.extent(1, 4);
  return {n, draw.extent(1, std::clamp<std::int64_t>(16 / n, 1, 5))};
}
In latent(Draw& draw) {
  const auto s = shape(draw);
  return {draw.reals(s, -6, 2), draw.reals(s, -6, 1)};
}
/// Where e^ℓ − ℓ − 1 cancels.
In near_the_prior(Draw& draw) {
  const auto s = shape(draw);
  return {draw.reals(s, -draw.format.precision, -3), draw.reals(s, -draw.format.precision, -2)};
}
/// Squares and exponentials near the largest number, and variances below the smallest.
In wide(Draw& draw) {
  const auto s = shape(draw);
  const double top = 0.68 * draw.format.max_exponent;  // below log 2 of them by a factor of 2^(max_exponent/50)
  return {draw.reals(s, 0, draw.format.max_exponent / 2 - 4), draw.uniforms(s, -1.2 * top, top)};
}
const auto registered =
    laws<GaussianKlStandard>()
        .inputs(core, "latent codes", latent)
        .inputs(core, "near the prior", near_the_prior)
        .inputs(extreme, "wide", wide)
        .law("C2", "kl > 0 unless μ = 0 and ℓ = 0", [](Law<GaussianKlStandard>& t) {
          bool prior = true;
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) prior = prior && t.in.mu[i].is_zero() && t.in.log_variance[i].is_zero();
          if (prior) t.exactly(t.out.kl.is_zero(), "kl = 0 at μ = 0, ℓ = 0");
          else t.holds(t.out.kl > 0, "kl > 0 unless μ = 0 and ℓ = 0");
        })
        .theorem("C2", "kl = 0 at the prior", [](Exact<GaussianKlStandard>& t) {
          auto prior = t.in;
          for (Interval& mu : prior.mu) mu = 0;
          for (Interval& l : prior.log_variance) l = 0;
          t.equal(t.f(prior).kl, 0, "kl = 0 at μ = 0, ℓ = 0");
        })
        .theorem("C2", "kl(−μ) = kl(μ)", [](Exact<GaussianKlStandard>& t) {
          auto mirrored = t.in;
          for (Interval& mu : mirrored.mu) mu = -mu;
          t.equal(t.f(mirrored).kl, t.f(t.in).kl, "kl(−μ) = kl(μ)");
        })
        .theorem("C3", "sum = n·batch_mean = n·d·mean", [](Exact<GaussianKlStandard>& t) {
          const Interval n = Interval(t.in.mu.shape[0]), d = Interval(t.in.mu.shape[1]), sum = t.f(t.in, Variant::sum).kl;
          t.equal(n * t.f(t.in, Variant::batch_mean).kl, sum, "n·batch_mean = sum");
          t.equal(n * d * t.f(t.in, Variant::mean).kl, sum, "n·d·mean = sum");
        });

const auto registered_gradient =
    laws<GaussianKlStandardGradient>()
        .law("C2", "the gradient has the signs of μ and ℓ", [](Law<GaussianKlStandardGradient>& t) {
          const auto same_sign = [&](const Interval& g, const Interval& x, const char* what) {
            t.exactly_at_most(0, g * x, what);  // a quotient may underflow
            if (x.is_zero()) t.exactly(g == 0, what);
            else t.holds(g * x > 0, what);
          };
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) {
            same_sign(t.out.grad_mu[i], t.in.mu[i], "μ̄ has the sign of μ");
            same_sign(t.out.grad_log_variance[i], t.in.log_variance[i], "ℓ̄ has the sign of ℓ");
          }
        });

}  // namespace
}  // namespace etalon::verify
