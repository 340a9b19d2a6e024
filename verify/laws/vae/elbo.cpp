#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::GaussianKlStandard;
using In = Elbo::In<double>;
using Variant = Elbo::Variant;

/// n·(p + d) ≤ 15 entries: ordinary codes; the likelihood's part is left to the caller.
In encoded(Draw& draw, const char* likelihood) {
  const auto n = draw.extent(1, 3), p = draw.extent(1, 3), d = draw.extent(1, 2);
  return {draw.uniforms({n, p}, 0, 1), draw.reals({n, d}, -6, 2), draw.reals({n, d}, -6, 1), draw.reals({n, p}, -6, 2),
          likelihood, draw.one_of({1.0, 1.0, 0.0, 0.5, 4.0, round_to(0.1, draw.format)})};
}
/// Binary or grey pixels; logits to ±50, where σ has rounded to 1.
In bernoulli(Draw& draw) {
  In in = encoded(draw, "bernoulli");
  const double span = std::min(50.0, -0.6 * draw.format.min_exponent);
  for (double& a : in.decoded)
    if (draw.coin()) a = draw.uniform(-span, span);
  for (double& x : in.x)
    if (draw.coin()) x = draw.coin() ? 1 : 0;
  return in;
}
In gaussian(Draw& draw) {
  In in = encoded(draw, "gaussian");
  in.x = draw.reals(in.x.shape, -4, 3);
  return in;
}
/// A good reconstruction and codes near the prior: little is left but the divergence's cancellation.
In collapsed(Draw& draw) {
  In in = bernoulli(draw);
  in.mu = draw.reals(in.mu.shape, -draw.format.precision, -3);
  in.log_variance = draw.reals(in.mu.shape, -draw.format.precision, -2);
  for (std::size_t i = 0; i < in.x.size(); ++i) in.x[i] = in.decoded[i] > 0 ? 1 : 0;
  return in;
}
/// Where e^a and e^ℓ leave the range of float32 and float64, and squares come near it.
In wide(Draw& draw) {
  In in = draw.coin() ? bernoulli(draw) : gaussian(draw);
  const double top = 0.68 * draw.format.max_exponent;  // below log 2 of them by a factor of 2^(max_exponent/50)
  in.log_variance = draw.uniforms(in.mu.shape, -1.2 * top, top);
  for (double& a : in.decoded) a = in.likelihood == "gaussian" ? draw.real(0, draw.format.max_exponent / 2 - 4) : draw.uniform(-1000, 1000);
  in.beta = 1;
  return in;
}

In refused_pixel(Draw& draw) {
  In in = bernoulli(draw);
  in.x[draw.integer(0, static_cast<std::int64_t>(in.x.size()) - 1)] = draw.one_of({-0.25, 1.5, 255.0});
  return in;
}
/// The reduction of the divergence.
GaussianKlStandard::Variant same(Variant v) {
  if (v == Variant::batch_sum) return GaussianKlStandard::Variant::sum;
  return v == Variant::batch_mean || v == Variant::pixels_averaged ? GaussianKlStandard::Variant::batch_mean : GaussianKlStandard::Variant::mean;
}
template <class Op>
typename Op::template In<Interval> at_beta(typename Op::template In<Interval> in, Interval beta) {
  in.beta = std::move(beta);
  return in;
}

const auto registered =
    laws<Elbo>()
        .inputs(core, "Bernoulli", bernoulli)
        .inputs(core, "Gaussian", gaussian)
        .inputs(core, "collapsed posterior", collapsed)
        .inputs(extreme, "wide", wide)
        .refuses("C2", "a pixel outside [0, 1]", refused_pixel)
        .theorem("C5", "elbo = log p − β·kl ≤ log p", [](Exact<Elbo>& t) {
          const Interval log_p = t.f(at_beta<Elbo>(t.in, 0)).elbo, bound = t.f(t.in).elbo;
          const Interval kl = Wings<GaussianKlStandard>::reference(GaussianKlStandard::In<Interval>{t.in.mu, t.in.log_variance}, same(t.variant))->kl;
          t.equal_within(bound, log_p - t.in.beta * kl, abs(log_p) + t.in.beta * kl, "elbo = log p − β·kl");
          t.at_most(bound, log_p, "elbo ≤ log p");
        })
        .theorem("C5", "linear in β", [](Exact<Elbo>& t) {
          const Interval at_0 = t.f(at_beta<Elbo>(t.in, 0)).elbo, at_1 = t.f(at_beta<Elbo>(t.in, 1)).elbo, at_3 = t.f(at_beta<Elbo>(t.in, 3)).elbo;
          t.equal_within(at_3 - at_0, 3 * (at_1 - at_0), abs(at_3) + 3 * abs(at_1) + 2 * abs(at_0), "linear in β");
        })
        .theorem("C6", "log p = −Σ bce", [](Exact<Elbo>& t) {
          if (t.in.likelihood != "bernoulli") return;
          const Dimensions entries{static_cast<std::int64_t>(t.in.x.size())};
          const BceWithLogits::In<Interval> bce{Tensor<Interval>(entries, t.in.decoded.data), Tensor<Interval>(entries, t.in.x.data)};
          t.equal(t.f(at_beta<Elbo>(t.in, 0), Variant::batch_sum).elbo, -Wings<BceWithLogits>::reference(bce, BceWithLogits::Variant::sum)->loss, "log p = −Σ bce");
        })
        .theorem("C10", "averages are other β", [](Exact<Elbo>& t) {
          const Interval p = t.in.x.shape[1], d = t.in.mu.shape[1], beta = t.in.beta;
          const auto at = [&](const Interval& other, Variant v) { return t.f(at_beta<Elbo>(t.in, other), v).elbo; };
          const Interval scale = abs(at(0, Variant::batch_mean)) + p * abs(at(beta, Variant::batch_mean));
          t.equal_within(at(beta, Variant::latents_averaged), at(beta / d, Variant::batch_mean), scale, "latents_averaged");
          t.equal_within(at(beta, Variant::pixels_averaged), at(p * beta, Variant::batch_mean) / p, scale, "pixels_averaged");
          t.equal_within(at(beta, Variant::all_averaged), at(p * beta / d, Variant::batch_mean) / p, scale, "all_averaged");
        })
        .law("C9", "elbo ≤ the largest log p(x|z)", [](Law<Elbo>& t) {
          const Interval pixels = Interval(static_cast<std::int64_t>(t.in.x.size())) / Elbo::divisors(t.in, t.variant).pixels;
          const Interval top = t.in.likelihood == "bernoulli" ? Interval(0) : -pixels * log(2 * pi()) / 2;
          t.at_most(t.out.elbo, top, "elbo ≤ 0, or −½·log 2π for each pixel");
        })
        .theorem("C7", "log p(x|z) ≤ −½·p·log 2π, with = at the mean x", [](Exact<Elbo>& t) {
          auto in = at_beta<Elbo>(t.in, 0);
          in.likelihood = "gaussian";
          const Interval top = -Interval(in.x.shape[1]) * log(2 * pi()) / 2;
          t.at_most(t.f(in, Variant::batch_mean).elbo, top, "log p ≤ −½·p·log 2π");
          in.decoded = in.x;
          t.equal(t.f(in, Variant::batch_mean).elbo, top, "log p = −½·p·log 2π at the mean x");
        });

const auto registered_gradient =
    laws<ElboGradient>()
        .theorem("C5", "μ̄ and ℓ̄ are −β times those of the divergence", [](Exact<ElboGradient>& t) {
          const auto grad = t.f(t.in);
          const auto kl = Wings<contract::vae::GaussianKlStandardGradient>::reference(GaussianKlStandard::In<Interval>{t.in.mu, t.in.log_variance}, same(t.variant));
          const auto scaled = [&](const Interval& g) { return -t.in.beta * g; };
          t.equal(grad.grad_mu, map(kl->grad_mu, scaled), "μ̄ = −β·μ̄ of the divergence");
          t.equal(grad.grad_log_variance, map(kl->grad_log_variance, scaled), "ℓ̄ = −β·ℓ̄ of the divergence");
          t.equal(t.f(at_beta<ElboGradient>(t.in, t.in.beta + 1)).grad_decoded, grad.grad_decoded, "ā does not depend on β");
        })
        .law("C10", "the signs of the gradient", [](Law<ElboGradient>& t) {
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) {
            t.exactly_at_most(t.out.grad_mu[i] * t.in.mu[i], 0, "μ̄ has not the sign of μ");
            t.exactly_at_most(t.out.grad_log_variance[i] * t.in.log_variance[i], 0, "ℓ̄ has not the sign of ℓ");
          }
          for (std::size_t i = 0; i < t.in.x.size(); ++i) {
            const Interval &a = t.out.grad_decoded[i], &x = t.in.x[i];
            if (t.in.likelihood == "gaussian") t.exactly_at_most(0, a * (x - t.in.decoded[i]), "ā has the sign of x − a");
            else if (x.is_zero()) t.exactly_at_most(a, 0, "ā ≤ 0 for the pixel 0");
            else if ((x == 1).certainly()) t.exactly_at_most(0, a, "ā ≥ 0 for the pixel 1");
          }
        })
        .theorem("C5", "ā = 0 where the decoder's mean is x", [](Exact<ElboGradient>& t) {
          auto in = t.in;
          for (std::size_t i = 0; i < in.x.size(); ++i) {
            in.x[i] = (1 + square(in.decoded[i])) / (3 + square(in.decoded[i]));  // within (0, 1)
            in.decoded[i] = in.likelihood == "bernoulli" ? log(in.x[i] / (1 - in.x[i])) : in.x[i];
          }
          for (const Interval& g : t.f(in).grad_decoded) t.equal_within(g, 0, 1, "ā = 0 where the decoder's mean is x");
        });

}  // namespace
}  // namespace etalon::verify
