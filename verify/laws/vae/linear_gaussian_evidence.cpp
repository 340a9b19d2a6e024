#include "reference/contract/vae/linear_gaussian_evidence.hpp"

#include "reference/contract/linalg/inverse.hpp"
#include "reference/contract/linalg/mvn_log_pdf.hpp"
#include "reference/contract/vae/gaussian_kl.hpp"
#include "reference/contract/vae/gaussian_log_likelihood.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Inverse;
using contract::linalg::MvnLogPdf;
using contract::vae::GaussianKl;
using contract::vae::GaussianLogLikelihood;
using contract::vae::LinearGaussianEvidence;
using In = LinearGaussianEvidence::In<double>;

In model(Draw& draw, int lowest = -4, int highest = 2) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 4), d = draw.extent(1, 3);
  return {draw.reals({n, p}, lowest, highest), draw.reals({p, d}, lowest, highest - 2), draw.reals({p}, lowest, highest), draw.one_of({1.0, 0.25, 4.0, draw.uniform(0.0625, 2)})};
}

Matrix row_of(const Matrix& x, std::int64_t i) { return Matrix({x.shape[1]}, {x.begin() + i * x.shape[1], x.begin() + (i + 1) * x.shape[1]}); }
Matrix covariance(const LinearGaussianEvidence::In<Interval>& in) {
  Matrix cov = multiply(in.w, transpose(in.w));
  for (std::int64_t j = 0; j < cov.shape[0]; ++j) cov(j, j) += in.variance;
  return cov;
}
/// What the terms of the evidence are in size.
Interval size_of(const LinearGaussianEvidence::In<Interval>& in, const Interval& y) {
  Interval size = 4 + abs(y) + in.x.shape[1] * (4 + abs(log(in.variance)));
  for (const Interval& w : in.w) size += square(w) / in.variance;
  return size;
}

const auto registered =
    laws<LinearGaussianEvidence>()
        .inputs(core, "linear decoders", [](Draw& draw) { return model(draw); })
        .inputs(core, "more latents than pixels", [](Draw& draw) {
          const std::int64_t p = draw.extent(1, 2), d = draw.extent(3, 5);
          return In{draw.reals({2, p}, -3, 1), draw.reals({p, d}, -3, 1), draw.reals({p}, -3, 1), 0.5};
        })
        .inputs(extreme, "little noise", [](Draw& draw) {
          In in = model(draw);
          in.variance = std::ldexp(1.0, -static_cast<int>(draw.integer(4, draw.format.precision / 2)));
          return in;
        })
        .leaves_out("an extent beside a power of two", "σ² is little beside WWᵀ of so many latents, or pixels")
        .leaves_out("one or two entries far from the others", "a far entry of W makes of its covariance one that is singular in rounding")
        .leaves_out("one input far from the others", "σ² is then nothing beside WWᵀ, which is singular")
        .leaves_out("lanes at levels of their own", "σ² may be nothing beside a row of W")
        .theorem("C4", "log p(x) − elbo = KL(q ‖ posterior)", [](Exact<LinearGaussianEvidence>& t) {
          const std::int64_t n = t.in.x.shape[0], p = t.in.x.shape[1], d = t.in.w.shape[1];
          if (n == 0 || p == 0 || d == 0) return;
          const Matrix y = t.f(t.in).log_evidence;
          Matrix m = multiply(transpose(t.in.w), t.in.w), r({p, 1});
          for (std::int64_t k = 0; k < d; ++k) m(k, k) += t.in.variance;
          for (std::int64_t j = 0; j < p; ++j) r(j, 0) = t.in.x(0, j) - t.in.b[j];
          const Matrix inverse = Wings<Inverse>::reference(Inverse::In<Interval>{m})->x, mean = multiply(inverse, multiply(transpose(t.in.w), r));
          // Some q = N(a, S): diagonal but for the first row, and not the posterior.
          Matrix a({d}), s = identity(d);
          for (std::int64_t k = 0; k < d; ++k) {
            a[k] = Interval(2 * k - 1) / 4, s(k, k) = Interval(k + 2) / 3;
            if (k > 0) s(0, k) = s(k, 0) = Interval(1) / (4 * d);
          }
          const Matrix residual = subtract(r, multiply(t.in.w, Matrix({d, 1}, a.data))), spread = multiply(multiply(t.in.w, s), transpose(t.in.w));
          Interval expected = p * log(2 * pi() * t.in.variance);  // −2 E_q log p(x|z)
          for (std::int64_t j = 0; j < p; ++j) expected += (square(residual(j, 0)) + spread(j, j)) / t.in.variance;
          const Interval to_prior = Wings<GaussianKl>::reference(GaussianKl::In<Interval>{a, s, Matrix({d}), identity(d)})->kl;
          const Matrix posterior = map(inverse, [&](const Interval& x) { return Interval(x * t.in.variance); });
          const Interval gap = Wings<GaussianKl>::reference(GaussianKl::In<Interval>{a, s, Matrix({d}, mean.data), posterior})->kl;
          const Interval elbo = -expected / 2 - to_prior;
          t.equal_within(y[0] - elbo, gap, size_of(t.in, y[0]) + abs(elbo) + gap, "log p(x) − elbo");
          t.at_most(elbo, y[0], "elbo");
        })
        .theorem("C5", "linalg.mvn_log_pdf", [](Exact<LinearGaussianEvidence>& t) {
          const Matrix y = t.f(t.in).log_evidence;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i)
            t.equal_within(y[i], Wings<MvnLogPdf>::reference(MvnLogPdf::In<Interval>{row_of(t.in.x, i), t.in.b, covariance(t.in)})->log_density, size_of(t.in, y[i]), "linalg.mvn_log_pdf");
        })
        .theorem("C6", "a rotation of the latents", [](Exact<LinearGaussianEvidence>& t) {
          const std::int64_t d = t.in.w.shape[1];
          if (d < 2) return;
          Matrix rotation = identity(d);
          rotation(0, 0) = rotation(1, 1) = Interval(3) / 5, rotation(0, 1) = Interval(-4) / 5, rotation(1, 0) = Interval(4) / 5;
          auto turned = t.in;
          turned.w = multiply(t.in.w, rotation);
          const Matrix y = t.f(t.in).log_evidence, again = t.f(turned).log_evidence;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(again[i], y[i], size_of(t.in, y[i]), "of WR");
        })
        .theorem("C7", "vae.gaussian_log_likelihood for W = 0", [](Exact<LinearGaussianEvidence>& t) {
          auto none = t.in;
          for (Interval& w : none.w) w = 0;
          const Matrix y = t.f(none).log_evidence;
          Matrix mean(t.in.x.shape);
          for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = t.in.b[i % t.in.b.size()];
          const Matrix expected = Wings<GaussianLogLikelihood>::reference(GaussianLogLikelihood::In<Interval>{t.in.x, mean, Matrix(Dimensions{}, {t.in.variance})})->log_likelihood;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i], expected[i], size_of(none, y[i]), "vae.gaussian_log_likelihood");
        });

}  // namespace
}  // namespace etalon::verify
