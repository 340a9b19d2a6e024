#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/mvn_log_pdf.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::MvnLogPdf;
using contract::linalg::MvnLogPdfGradient;
using In = MvnLogPdf::In<double>;
using Variant = MvnLogPdf::Variant;

/// A mean, and a point at a distance of ordinary size or of that of the deviations √σ_ii.
In point_for(Draw& draw, Tensor<double> cov) {
  const auto d = cov.shape[0];
  double largest = 1;
  for (std::int64_t i = 0; i < d; ++i) largest = i == 0 ? std::fabs(cov(i, i)) : std::max(largest, std::fabs(cov(i, i)));
  const int exponent = largest > 0 && std::isfinite(largest) && draw.coin() ? std::ilogb(largest) / 2 : 0;
  return {draw.reals({d}, exponent - 3, exponent + 2), draw.reals({d}, exponent - 3, exponent + 2), std::move(cov)};
}
In random(Draw& draw) { return point_for(draw, any_definite(draw, 6)); }
In near_the_mean(Draw& draw) {
  In in = random(draw);
  for (std::size_t i = 0; i < in.x.size(); ++i)
    in.x[i] = draw.coin() ? in.mean[i] : round_to(in.mean[i] * (1 + std::ldexp(static_cast<double>(draw.integer(-3, 3)), 1 - draw.format.precision)), draw.format);
  return in;
}
In degenerate(Draw& draw) {
  In in = random(draw);
  const auto d = in.cov.shape[0], k = draw.integer(0, d - 1);
  for (std::int64_t i = 0; i < d; ++i) in.cov(i, k) = in.cov(k, i) = 0;
  in.cov(k, k) = draw.coin() ? 0 : -1;
  return in;
}

constexpr std::int64_t largest_expansion = 8;  // Laplace's has 2ⁿ minors

Matrix deviation(const MvnLogPdf::In<Interval>& in) {
  Matrix r({in.x.shape[0], 1});
  for (std::size_t i = 0; i < r.size(); ++i) r[i] = in.x[i] - in.mean[i];
  return r;
}
/// log det Σ + d·log 2π
Interval normalization(const MvnLogPdf::In<Interval>& in) { return log(determinant(in.cov)) + in.x.shape[0] * log(2 * pi()); }

/// Identities among numbers whose terms may cancel agree to many digits beside the sum of the terms' sizes.
Interval size(const MvnLogPdf::In<Interval>& in, const Interval& value) {
  return abs(value) + abs(normalization(in)) + in.x.shape[0];
}

const auto registered =
    laws<MvnLogPdf>()
        .matrices({.shape = gen::Matrices::definite, .largest = 6, .blocks = false}, point_for)
        .inputs(core, "near the mean", near_the_mean)
        .inputs(core, "around the size of a block", [](Draw& draw) { return point_for(draw, gen::positive_definite(draw, draw.extent(31, 33), 4)); })
        .refuses("C2", "a degenerate or indefinite covariance", degenerate)
        .theorem("C3", "x and μ change places; the largest value is at x = μ", [](Exact<MvnLogPdf>& t) {
          const Interval value = t.f(t.in).log_density;
          t.equal(t.f({t.in.mean, t.in.x, t.in.cov}).log_density, value, "log N(μ; x, Σ)");
          if (t.in.x.shape[0] > largest_expansion) return;
          const Interval top = t.f({t.in.mean, t.in.mean, t.in.cov}).log_density;
          t.equal_within(top, -normalization(t.in) / 2, size(t.in, value), "log N(μ; μ, Σ)");
          bool same = true;
          for (const Interval& r : deviation(t.in)) same = same && r.is_zero();
          if (!same) t.at_most(value, top, "log N(x; μ, Σ) ≤ log N(μ; μ, Σ)");
        })
        .theorem("C4", "log N(Bx; Bμ, BΣBᵀ) = log N(x; μ, Σ) − log |det B|", [](Exact<MvnLogPdf>& t) {
          const auto d = t.in.x.shape[0];
          if (d > largest_expansion) return;
          Matrix b({d, d});  // a permutation of scaled and sheared axes
          for (std::int64_t i = 0; i < d; ++i) b(i, (i + 1) % d) = Interval(i + 2) / 2, b(i, i) = b(i, i) + (i > 0 ? 1 : 0);
          const Interval det = determinant(b);
          if (det.contains_zero()) return;
          const auto times_b = [&](const Matrix& v) { return Matrix({d}, multiply(b, Matrix({d, 1}, v.data)).data); };
          const Interval value = t.f(t.in).log_density, moved = t.f({times_b(t.in.x), times_b(t.in.mean), multiply(multiply(b, t.in.cov), transpose(b))}).log_density;
          t.equal_within(moved, value - log(abs(det)), size(t.in, value), "log N(Bx; Bμ, BΣBᵀ)");
        })
        .theorem("C5", "a diagonal Σ gives a sum over the coordinates", [](Exact<MvnLogPdf>& t) {
          const auto d = t.in.x.shape[0];
          Matrix diagonal({d, d});
          Interval sum = 0, sizes = 1;
          for (std::int64_t i = 0; i < d; ++i) {
            const Interval& variance = t.in.cov(i, i);
            diagonal(i, i) = variance;
            const Interval one = log(exp(-square(t.in.x[i] - t.in.mean[i]) / (2 * variance)) / sqrt(2 * pi() * variance));
            sum += one;
            sizes += abs(one);
          }
          t.equal_within(t.f({t.in.x, t.in.mean, diagonal}).log_density, sum, sizes, "log of the product of the densities");
        })
        .theorem("C6", "at μ + Lz it is −½(‖z‖² + log det Σ + d·log 2π)", [](Exact<MvnLogPdf>& t) {
          const auto d = t.in.x.shape[0];
          if (d > largest_expansion) return;
          const auto factor = Wings<Cholesky>::reference(Cholesky::In<Interval>{t.in.cov});
          Matrix sample = t.in.mean;
          Interval squares = 0;
          for (std::int64_t i = 0; i < d; ++i) {
            squares += square(Interval(2 * i - 3) / 2);
            for (std::int64_t k = 0; k <= i; ++k) sample[i] += factor->l(i, k) * Interval(2 * k - 3) / 2;
          }
          t.equal_within(t.f({sample, t.in.mean, t.in.cov}).log_density, -(squares + normalization(t.in)) / 2, squares + size(t.in, 1), "log N(μ + Lz; μ, Σ)");
        })
        .theorem("C7", "the conventions read Σ", [](Exact<MvnLogPdf>& t) {
          const Interval value = t.f(t.in, Variant::symmetrised).log_density;
          t.equal(t.f(t.in, Variant::independent).log_density, value, "both conventions of a symmetric Σ");
          auto skewed = t.in, above = t.in;
          for (std::int64_t i = 0; i < skewed.cov.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) skewed.cov(i, j) += j + 1, skewed.cov(j, i) -= j + 1, above.cov(j, i) = 7;
          t.equal(t.f(skewed, Variant::symmetrised).log_density, value, "(Σ + Σᵀ)/2 counts");
          t.equal(t.f(above, Variant::independent).log_density, value, "the lower triangle counts");
        });

/// The gradient to Σ in the other form: G itself.
Matrix symmetric_gradient(const Exact<MvnLogPdfGradient>& t) { return t.f(t.in, Variant::symmetrised).grad_cov; }

const auto registered_gradient =
    laws<MvnLogPdfGradient>()
        .leaves_out("around the size of a block", too_many_sweeps)
        .theorem("C3", "grad_x = −grad_mean and Σ·grad_mean = x − μ", [](Exact<MvnLogPdfGradient>& t) {
          const auto grad = t.f(t.in);
          const auto d = t.in.x.shape[0];
          const Matrix r = deviation(t.in), y({d, 1}, grad.grad_mean.data), back = multiply(t.in.cov, y);
          const Interval size = frobenius_norm(t.in.cov) * frobenius_norm(y);
          for (std::int64_t i = 0; i < d; ++i) {
            t.equal(grad.grad_x[i], -grad.grad_mean[i], "grad_x");
            t.equal_within(back[i], r[i], size, "Σ·grad_mean");
          }
          for (const Interval& g : t.f({t.in.mean, t.in.mean, t.in.cov}).grad_x) t.equal(g, 0, "grad_x at x = μ");
        })
        .theorem("C4", "Σ(2G)Σ = rrᵀ − Σ", [](Exact<MvnLogPdfGradient>& t) {
          const auto d = t.in.x.shape[0];
          const Matrix g = symmetric_gradient(t), r = deviation(t.in), scatter = multiply(r, transpose(r));
          const Matrix back = multiply(multiply(t.in.cov, g), t.in.cov);
          const Interval size = square(frobenius_norm(t.in.cov)) * frobenius_norm(g);
          for (std::int64_t i = 0; i < d; ++i)
            for (std::int64_t j = 0; j < d; ++j) t.equal_within(2 * back(i, j), scatter(i, j) - t.in.cov(i, j), size, "Σ(2G)Σ");
        })
        .theorem("C5", "Σ_ij σ_ij·grad_ij = ½(rᵀy − d)", [](Exact<MvnLogPdfGradient>& t) {
          const auto grad = t.f(t.in);
          const Matrix r = deviation(t.in);
          Interval left = 0, right = Interval(-t.in.x.shape[0]) / 2, size = 1;
          for (std::size_t i = 0; i < t.in.cov.size(); ++i) left += t.in.cov[i] * grad.grad_cov[i], size += abs(t.in.cov[i] * grad.grad_cov[i]);
          for (std::size_t i = 0; i < r.size(); ++i) right += r[i] * grad.grad_mean[i] / 2;
          t.equal_within(left, right, size, "Σ_ij σ_ij·grad_ij");
        })
        .theorem("C6", "G, or 2G folded onto the lower triangle", [](Exact<MvnLogPdfGradient>& t) {
          const Matrix g = symmetric_gradient(t), folded = t.f(t.in, Variant::independent).grad_cov;
          for (std::int64_t i = 0; i < g.shape[0]; ++i)
            for (std::int64_t j = 0; j <= i; ++j) {
              t.equal(g(j, i), g(i, j), "G is symmetric");
              t.equal_within(folded(i, j), i == j ? g(i, j) : 2 * g(i, j), frobenius_norm(g), "twice below the diagonal, the same on it");
              if (j < i) t.holds(folded(j, i).is_zero(), "0 above the diagonal");
            }
        });

}  // namespace
}  // namespace etalon::verify
