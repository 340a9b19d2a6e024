#include "reference/contract/linalg/mvn_sample.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MvnSample;
using contract::linalg::MvnSampleVjp;
using In = MvnSample::In<double>;

/// A mean of ordinary size, and noise as a normal distribution gives it.
In sample_of(Draw& draw, Tensor<double> cov) {
  const auto d = cov.shape[0];
  return {draw.reals({d}), std::move(cov), draw.uniforms({d}, -4, 4)};
}
In random(Draw& draw) { return sample_of(draw, any_definite(draw, 6)); }

/// x − μ for this noise.
Matrix deviation(const Exact<MvnSample>& t, const Matrix& z) {
  const auto x = t.f({t.in.mean, t.in.cov, z}).x;
  Matrix y({z.shape[0]});
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = x[i] - t.in.mean[i];
  return y;
}
Matrix unit(std::int64_t d, std::int64_t j) {
  Matrix e({d});
  e[j] = 1;
  return e;
}

/// √σ_ii, the size of row i of L.
Interval size(const Exact<MvnSample>& t, std::int64_t i) { return sqrt(t.in.cov(i, i)) + abs(t.in.mean[i]); }

const auto registered =
    laws<MvnSample>()
        .matrices({.shape = gen::Matrices::definite, .largest = 6, .blocks = false}, sample_of)
        .inputs(core, "around the size of a block", [](Draw& draw) { return sample_of(draw, gen::positive_definite(draw, draw.extent(31, 33), 4)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          In in = random(draw);
          in.cov = with_noise_above(draw, in.cov);
          return in;
        })
        .refuses("C2", "a degenerate or indefinite covariance", [](Draw& draw) {
          In in = random(draw);
          const auto d = in.cov.shape[0], k = draw.integer(0, d - 1);
          for (std::int64_t i = 0; i < d; ++i) in.cov(i, k) = in.cov(k, i) = 0;
          in.cov(k, k) = draw.coin() ? 0 : -1;
          return in;
        })
        .theorem("C3", "x = μ for z = 0, linear in z", [](Exact<MvnSample>& t) {
          const auto d = t.in.mean.shape[0];
          const Matrix at_zero = deviation(t, Matrix({d})), at_z = deviation(t, t.in.z);
          const Matrix combined = deviation(t, map(t.in.z, [](const Interval& z) { return Interval(-3) / 2 * z + 1; }));
          const Matrix ones = deviation(t, Matrix({d}, std::vector<Interval>(d, Interval(1))));
          for (std::int64_t i = 0; i < d; ++i) {
            t.equal_within(at_zero[i], 0, size(t, i), "x − μ at z = 0");
            t.equal_within(combined[i], Interval(-3) / 2 * at_z[i] + ones[i], 8 * size(t, i), "x − μ at −3z/2 + 1");
          }
        })
        .theorem("C4", "Σⱼ (x − μ)(x − μ)ᵀ = Σ over the noises eⱼ", [](Exact<MvnSample>& t) {
          const auto d = t.in.mean.shape[0];
          Matrix l({d, d});
          for (std::int64_t j = 0; j < d; ++j) {
            const Matrix column = deviation(t, unit(d, j));
            for (std::int64_t i = 0; i < d; ++i) l(i, j) = column[i];
          }
          const Matrix product = multiply(l, transpose(l));
          for (std::int64_t i = 0; i < d; ++i)
            for (std::int64_t j = 0; j <= i; ++j) t.equal_within(product(i, j), t.in.cov(i, j), size(t, i) * size(t, j), "Σⱼ (x − μ)(x − μ)ᵀ");
        })
        .theorem("C5", "xᵢ depends on z₁ … zᵢ alone, and grows with zᵢ", [](Exact<MvnSample>& t) {
          const auto d = t.in.mean.shape[0];
          for (std::int64_t j = 0; j < d; ++j) {
            const Matrix column = deviation(t, unit(d, j));
            for (std::int64_t i = 0; i < j; ++i) t.equal_within(column[i], 0, size(t, i), "an earlier entry");
            t.holds(column[j] > 0, "xⱼ grows with zⱼ");
          }
        })
        .theorem("C6", "the upper triangle changes nothing", [](Exact<MvnSample>& t) {
          t.equal(t.f({t.in.mean, with_sevens_above(t.in.cov), t.in.z}).x, t.f(t.in).x, "x with another upper triangle");
        });

const auto registered_vjp =
    laws<MvnSampleVjp>()
        .leaves_out("around the size of a block", too_many_sweeps)
        .theorem("C3", "Σ_ij σ_ij·grad_ij = ½x̄ᵀ(x − μ)", [](Exact<MvnSampleVjp>& t) {
          const Matrix grad = t.f(t.in).grad_cov;
          const auto x = Wings<MvnSample>::reference(t.in);
          Interval left = 0, right = 0, size = 1;
          for (std::int64_t i = 0; i < grad.shape[0]; ++i) {
            const Interval part = t.in.cotangent.x[i] * (x->x[i] - t.in.mean[i]) / 2;
            right += part;
            size += abs(part);
            for (std::int64_t j = 0; j <= i; ++j) {
              left += t.in.cov(i, j) * grad(i, j);
              size += abs(t.in.cov(i, j) * grad(i, j));
            }
          }
          t.equal_within(left, right, size, "Σ_ij σ_ij·grad_ij");
        })
        .theorem("C4", "0 above the diagonal, and for z = 0", [](Exact<MvnSampleVjp>& t) {
          zero_above_the_diagonal(t, t.f(t.in).grad_cov);
          auto still = t.in;
          for (Interval& z : still.z) z = 0;
          for (const Interval& g : t.f(still).grad_cov) t.equal_within(g, 0, 1, "grad_cov at z = 0");
        });

}  // namespace
}  // namespace etalon::verify
