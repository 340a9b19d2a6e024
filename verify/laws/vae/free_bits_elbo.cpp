#include "reference/contract/vae/free_bits_elbo.hpp"

#include "verify/judge/freedom.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::FreeBitsElbo;
using contract::vae::FreeBitsElboGradient;
using In = FreeBitsElbo::In<double>;
using Exactly = FreeBitsElbo::In<Interval>;
using Variant = FreeBitsElbo::Variant;

In encoded(Draw& draw, const char* likelihood) {
  const auto n = draw.extent(1, 3), p = draw.extent(1, 3), d = draw.extent(1, 3);
  In in{draw.uniforms({n, p}, 0, 1), draw.reals({n, d}, -4, 1), draw.reals({n, d}, -4, 1), draw.reals({n, p}, -6, 2), likelihood, draw.one_of({1.0, 0.5, 4.0}),
        draw.one_of({0.0, 0.125, 0.25, 1.0, 2.0, round_to(0.1, draw.format)})};
  for (double& x : in.x)
    if (draw.coin()) x = draw.coin() ? 1 : 0;
  return in;
}

Elbo::In<Interval> plain(const Exactly& in) { return {in.x, in.mu, in.log_variance, in.decoded, in.likelihood, in.beta}; }
Interval elbo_of(const Exactly& in) { return Wings<Elbo>::reference(plain(in))->elbo; }
Exactly at_bits(Exactly in, const Interval& bits) {
  in.free_bits = bits;
  return in;
}
Interval divergence(const Exactly& in, std::size_t i) { return (square(in.mu[i]) + (expm1(in.log_variance[i]) - in.log_variance[i])) / 2; }
/// What λ is compared with for entry i, of the batch or of its sample.
Interval compared(const Exactly& in, std::size_t i, Variant variant) {
  if (variant == Variant::sample) return divergence(in, i);
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  Interval sum = 0;
  for (std::int64_t k = 0; k < n; ++k) sum += divergence(in, static_cast<std::size_t>(k * d) + i % static_cast<std::size_t>(d));
  return sum / n;
}

const auto registered =
    laws<FreeBitsElbo>()
        .inputs(core, "Bernoulli", [](Draw& draw) { return encoded(draw, "bernoulli"); })
        .inputs(core, "Gaussian", [](Draw& draw) { return encoded(draw, "gaussian"); })
        .inputs(core, "collapsed posterior", [](Draw& draw) {
          In in = encoded(draw, "bernoulli");
          in.mu = draw.reals(in.mu.shape, -draw.format.precision, -3), in.log_variance = draw.reals(in.mu.shape, -draw.format.precision, -2), in.free_bits = std::ldexp(1.0, static_cast<int>(draw.integer(-20, -8)));
          return in;
        })
        .inputs(edge, "exactly λ", [](Draw& draw) {  // ½μ² with σ = 1
          In in = encoded(draw, "gaussian");
          in.log_variance = Tensor<double>(in.mu.shape), in.free_bits = draw.one_of({0.5, 2.0, 0.125});
          for (double& mu : in.mu) mu = (draw.coin() ? 1 : -1) * std::sqrt(2 * in.free_bits);
          return in;
        })
        .refuses("C2", "a pixel outside [0, 1]", [](Draw& draw) {
          In in = encoded(draw, "bernoulli");
          in.x[0] = draw.one_of({-0.25, 1.5, 255.0});
          return in;
        })
        .theorem("C5", "vae.elbo at λ = 0; it falls with λ, by βdλ at most", [](Exact<FreeBitsElbo>& t) {
          const Interval plain_elbo = elbo_of(t.in), none = t.f(at_bits(t.in, 0)).elbo, some = t.f(t.in).elbo, more = t.f(at_bits(t.in, t.in.free_bits + 1)).elbo;
          const Interval room = t.in.beta * t.in.mu.shape[1], scale = abs(plain_elbo) + abs(some) + room * (1 + t.in.free_bits), rounding = scale * power_of_two(-64);
          t.equal_within(none, plain_elbo, scale, "vae.elbo at λ = 0");
          t.at_most(some, none + rounding, "at λ");
          t.at_most(more, some + rounding, "at λ + 1");
          t.at_most(none - room * t.in.free_bits - rounding, some, "βdλ below");
        })
        .theorem("C6", "log p(x|z) − βdλ where λ is more than every klⱼ", [](Exact<FreeBitsElbo>& t) {
          Interval most = 1;
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) most += divergence(t.in, i);
          auto alone = t.in;
          alone.beta = 0;
          const Interval log_p = elbo_of(alone), paid = t.in.beta * t.in.mu.shape[1] * most;
          t.equal_within(t.f(at_bits(t.in, most)).elbo, log_p - paid, abs(log_p) + paid, "log p(x|z) − βdλ");
        })
        .theorem("C7", "sample ≤ batch, and = of one sample", [](Exact<FreeBitsElbo>& t) {
          const Interval sample = t.f(t.in, Variant::sample).elbo, batch = t.f(t.in, Variant::batch).elbo, scale = 1 + abs(sample) + abs(batch);
          t.at_most(sample, batch + scale * power_of_two(-64), "sample");
          if (t.in.mu.shape[0] == 1) t.equal_within(sample, batch, scale, "of one sample");
        });

const auto registered_gradient =
    laws<FreeBitsElboGradient>()
        .theorem("C5", "that of vae.elbo at λ = 0; ā depends on neither", [](Exact<FreeBitsElboGradient>& t) {
          const auto of_elbo = Wings<ElboGradient>::reference(plain(t.in));
          const auto none = t.f(at_bits(t.in, 0));
          t.equal(none.grad_mu, of_elbo->grad_mu, "μ̄ at λ = 0");
          t.equal(none.grad_log_variance, of_elbo->grad_log_variance, "ℓ̄ at λ = 0");
          t.equal(t.f(at_bits(t.in, t.in.free_bits + 3)).grad_decoded, of_elbo->grad_decoded, "ā at another λ");
        });

/// From 0 to the slope where rounding decides: a divergence of n terms with five roundings each, e^ℓ − 1 as it is written among them.
template <auto member>
std::optional<Interval> at_kink(const Exactly& in, std::size_t i, const Interval& u, Variant variant) {
  const Interval kl = compared(in, i, variant), room = (in.mu.shape[0] + 8) * u * (kl + (1 + abs(in.log_variance[i])));
  if ((abs(kl - in.free_bits) > room).certainly()) return std::nullopt;
  const auto slopes = Wings<ElboGradient>::reference(plain(in));
  return between(((*slopes).*member)[i] * Interval::hull(1 - 8 * u, 1 + 8 * u), 0);
}
const Kinks<FreeBitsElboGradient> of_mu("C5", "grad_mu", [](const auto& in, std::size_t i, const Interval& u, Variant v) { return at_kink<&ElboGradient::Out<Interval>::grad_mu>(in, i, u, v); });
const Kinks<FreeBitsElboGradient> of_log_variance("C5", "grad_log_variance",
                                                  [](const auto& in, std::size_t i, const Interval& u, Variant v) { return at_kink<&ElboGradient::Out<Interval>::grad_log_variance>(in, i, u, v); });

}  // namespace
}  // namespace etalon::verify
