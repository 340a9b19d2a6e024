#include "reference/contract/vae/gaussian_kl.hpp"

#include "reference/contract/vae/gaussian_kl_diagonal.hpp"
#include "reference/linalg/symmetric.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKl;
using contract::vae::GaussianKlDiagonal;
using contract::vae::GaussianKlGradient;
using In = GaussianKl::In<double>;

constexpr const char* far_entries = "a far entry makes of a well-conditioned covariance one that is singular in rounding";
constexpr const char* own_levels = "a row at a level of its own leaves no definite covariance";

In pair_of(Draw& draw, Tensor<double> cov, Tensor<double> prior_cov) {
  const std::int64_t d = cov.shape[0];
  return {draw.reals({d}, -4, 2), std::move(cov), draw.reals({d}, -4, 2), std::move(prior_cov)};
}
Tensor<double> definite(Draw& draw, std::int64_t d) { return gen::positive_definite(draw, d, static_cast<int>(draw.integer(0, draw.format.precision / 3))); }
In random(Draw& draw) {
  const std::int64_t d = draw.extent(1, 5);
  Tensor<double> cov = definite(draw, d);
  return pair_of(draw, std::move(cov), definite(draw, d));
}
Tensor<double> identity_of(std::int64_t d) {
  Tensor<double> one({d, d});
  for (std::int64_t i = 0; i < d; ++i) one(i, i) = 1;
  return one;
}
In to_the_prior(Draw& draw) {
  const std::int64_t d = draw.extent(1, 5);
  In in = pair_of(draw, definite(draw, d), identity_of(d));
  in.prior_mu = Tensor<double>({d});
  return in;
}
/// An integer matrix, and the same but for a part of its diagonal: more than what two factorizations lose.
In nearly_equal(Draw& draw) {
  Tensor<double> cov = product_with_signs(draw, std::vector<double>(draw.extent(1, 5), 1.0)), prior = cov;
  for (std::int64_t i = 0; i < cov.shape[0]; ++i)
    if (i == 0 || draw.coin()) prior(i, i) = round_to(prior(i, i) * (1 + std::ldexp(1.0, static_cast<int>(draw.integer(-draw.format.precision / 4, -4)))), draw.format);
  In in = pair_of(draw, std::move(cov), std::move(prior));
  in.prior_mu = in.mu;
  return in;
}

Interval size_of(const Interval& kl, const GaussianKl::In<Interval>& in) {
  Interval size = 1 + kl + in.mu.shape[0];
  for (std::int64_t i = 0; i < in.mu.shape[0]; ++i) size += abs(log(in.cov(i, i))) + abs(log(in.prior_cov(i, i)));
  return size;
}

const auto registered =
    laws<GaussianKl>()
        .inputs(core, "two Gaussians", random)
        .inputs(core, "to N(0, I)", to_the_prior)
        .inputs(core, "nearly equal", nearly_equal)
        .inputs(extreme, "scaled over the range", [](Draw& draw) {
          In in = random(draw);
          const int far = draw.format.max_exponent / 16;
          in.cov = scaled(draw, in.cov, -far, far), in.prior_cov = scaled(draw, in.prior_cov, -far, far);
          return in;
        })
        .inputs(edge, "anything above the diagonals", [](Draw& draw) {
          In in = random(draw);
          in.cov = with_noise_above(draw, in.cov), in.prior_cov = with_noise_above(draw, in.prior_cov);
          return in;
        })
        .refuses("C2", "a degenerate or indefinite covariance", [](Draw& draw) {
          In in = random(draw);
          const auto d = in.mu.shape[0], k = draw.integer(0, d - 1);
          Tensor<double>& cov = draw.coin() ? in.cov : in.prior_cov;
          for (std::int64_t i = 0; i < d; ++i) cov(i, k) = cov(k, i) = 0;
          cov(k, k) = draw.coin() ? 0 : -1;
          return in;
        })
        .leaves_out("an extent beside a power of two", "covariances of so many are beyond what a small format can tell from singular ones; linalg.cholesky is tried on large ones")
        .leaves_out("one or two entries far from the others", far_entries)
        .leaves_out("lanes at levels of their own", own_levels)
        .law("C3", "kl ≥ 0", [](Law<GaussianKl>& t) { t.holds(!(t.out.kl < 0).certainly(), "kl ≥ 0"); })
        .theorem("C3", "kl = 0 for equal Gaussians", [](Exact<GaussianKl>& t) {
          t.equal_within(t.f({t.in.mu, t.in.cov, t.in.mu, t.in.cov}).kl, 0, 1, "kl of equal Gaussians");
        })
        .theorem("C4", "vae.gaussian_kl_diagonal of diagonal covariances", [](Exact<GaussianKl>& t) {
          const std::int64_t d = t.in.mu.shape[0];
          auto in = t.in;
          const Dimensions row{1, d};
          GaussianKlDiagonal::In<Interval> diagonal{Matrix(row, in.mu.data), Matrix(row), Matrix(row, in.prior_mu.data), Matrix(row)};
          for (std::int64_t i = 0; i < d; ++i) {
            for (std::int64_t j = 0; j < d; ++j)
              if (i != j) in.cov(i, j) = in.prior_cov(i, j) = 0;
            diagonal.spread[i] = log(in.cov(i, i)), diagonal.prior_spread[i] = log(in.prior_cov(i, i));
          }
          const Interval kl = t.f(in).kl;
          t.equal_within(kl, Wings<GaussianKlDiagonal>::reference(diagonal)->kl[0], size_of(kl, in), "vae.gaussian_kl_diagonal");
        })
        .theorem("C4", "what stands above the diagonals changes nothing", [](Exact<GaussianKl>& t) {
          t.equal(t.f({t.in.mu, with_sevens_above(t.in.cov), t.in.prior_mu, with_sevens_above(t.in.prior_cov)}).kl, t.f(t.in).kl, "kl with other upper triangles");
        })
        .theorem("C5", "x → Ax + b of both changes nothing", [](Exact<GaussianKl>& t) {
          const std::int64_t d = t.in.mu.shape[0];
          if (d > 8) return;
          Matrix a = identity(d);  // sheared and scaled axes
          for (std::int64_t i = 0; i < d; ++i) a(i, 0) += 1, a(i, i) = a(i, i) * (i + 3) / 2;
          const auto moved = [&](const Matrix& mu) {
            Matrix y({d}, multiply(a, Matrix({d, 1}, mu.data)).data);
            for (Interval& entry : y) entry += 5;
            return y;
          };
          const auto congruent_to = [&](const Matrix& cov) { return multiply(multiply(a, reference::linalg::symmetric(cov)), transpose(a)); };
          const Interval kl = t.f(t.in).kl;
          t.equal_within(t.f({moved(t.in.mu), congruent_to(t.in.cov), moved(t.in.prior_mu), congruent_to(t.in.prior_cov)}).kl, kl, size_of(kl, t.in), "kl of Ax + b");
        });

const auto registered_gradient =
    laws<GaussianKlGradient>()
        .leaves_out("one or two entries far from the others", far_entries)
        .leaves_out("lanes at levels of their own", own_levels)
        .theorem("C3", "S·grad_mu = μ − m", [](Exact<GaussianKlGradient>& t) {
          const auto grad = t.f(t.in);
          const std::int64_t d = t.in.mu.shape[0];
          const Matrix y({d, 1}, grad.grad_mu.data), prior = reference::linalg::symmetric(t.in.prior_cov), back = multiply(prior, y);
          const Interval size = frobenius_norm(prior) * frobenius_norm(y);
          for (std::int64_t i = 0; i < d; ++i) {
            t.equal_within(back[i], t.in.mu[i] - t.in.prior_mu[i], size, "S·grad_mu");
            t.equal(grad.grad_prior_mu[i], -grad.grad_mu[i], "the gradient to m");
          }
        })
        .theorem("C4", "the derivative by a common scale; 0 above the diagonals", [](Exact<GaussianKlGradient>& t) {
          const auto grad = t.f(t.in);
          Interval left = 0, right = 0, size = 1;
          const auto add = [&](const Matrix& cov, const Matrix& g) {
            for (std::int64_t i = 0; i < cov.shape[0]; ++i)
              for (std::int64_t j = 0; j <= i; ++j) left += cov(i, j) * g(i, j), size += abs(cov(i, j) * g(i, j));
            zero_above_the_diagonal(t, g);
          };
          add(t.in.cov, grad.grad_cov), add(t.in.prior_cov, grad.grad_prior_cov);
          for (std::size_t i = 0; i < t.in.mu.size(); ++i) right -= (t.in.mu[i] - t.in.prior_mu[i]) * grad.grad_mu[i] / 2;
          t.equal_within(left, right, size, "Σ σ·grad_cov + s·grad_prior_cov");
        })
        .theorem("C4", "0 for equal Gaussians", [](Exact<GaussianKlGradient>& t) {
          const auto grad = t.f({t.in.mu, t.in.cov, t.in.mu, t.in.cov});
          Interval size = 1;
          for (std::int64_t i = 0; i < t.in.mu.shape[0]; ++i) size += abs(grad.grad_prior_cov(i, i));
          for (const Matrix* g : {&grad.grad_mu, &grad.grad_cov})
            for (const Interval& entry : *g) t.equal_within(entry, 0, size, "the gradient at equal Gaussians");
        });

}  // namespace
}  // namespace etalon::verify
