#include "reference/contract/linalg/det.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/determinants.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Det;
using contract::linalg::DetVjp;
using In = Det::In<double>;

Interval of(const Exact<Det>& t, Matrix a) { return t.f({std::move(a)}).det; }

/// Hadamard's bound, beside which determinants agree.
Interval size(const Matrix& a) {
  Interval product = 1;
  for (std::int64_t j = 0; j < a.shape[1]; ++j) product *= frobenius_norm(column(a, j));
  return product;
}

/// The condition of Hilbert's matrix grows as 2^5.1n: the last n at which it is well below 1/(n³u).
std::int64_t largest_hilbert(const Format& format) { return std::max(1, (format.precision - 8) / 5); }
Tensor<double> hilbert(Draw& draw, std::int64_t lowest, std::int64_t highest) {
  const auto n = draw.extent(lowest, highest);
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = round_to(1.0 / static_cast<double>(i + j + 1), draw.format);
  return a;
}

/// Without row and column 0.
Matrix block_without_first(const Matrix& a) {
  const std::int64_t n = a.shape[0] - 1;
  Matrix rest({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) rest(i, j) = a(i + 1, j + 1);
  return rest;
}

const auto registered =
    laws<Det>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "blocks within reach of C6", [](Draw& draw) {
          const std::int64_t n = draw.one_of({31, 32, 33, 31, 32, 33, 63, 65});
          return In{block_of_condition(draw, n, [](double order) { return 0.25 / std::pow(order, 3.5); })};
        })
        .inputs(core, "Hilbert's matrix", [](Draw& draw) { return In{hilbert(draw, 1, largest_hilbert(draw.format))}; })
        // Singular to within rounding: 0 is the determinant of a matrix as near as the computed factors are.
        .inputs(edge, "around the sizes of blocks", [](Draw& draw) { return In{square_block(draw)}; })
        .inputs(edge, "integers of low rank", [](Draw& draw) { return In{low_rank_integers(draw)}; })
        .inputs(edge, "of any condition and rank", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          return In{gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square})};
        })
        .inputs(edge, "Hilbert's matrix, nearly singular", [](Draw& draw) {
          const std::int64_t n = largest_hilbert(draw.format);
          return In{hilbert(draw, n + 1, n + 3)};
        })
        .inputs(extreme, "pivots of a wide range", [](Draw& draw) { return In{wide_pivots(draw)}; })
        .inputs(edge, "singular", [](Draw& draw) { return In{surely_singular(draw)}; })
        .theorem("C2", "Laplace's expansion", [](Exact<Det>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          const Matrix a = block(t.in.a, n, n);
          t.equal_within(of(t, a), determinant(a), size(a), "det A");
        })
        .theorem("C3", "det AB = det A·det B", [](Exact<Det>& t) {
          const std::int64_t n = t.in.a.shape[0];
          Matrix b({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) b(i, j) = i == j ? Interval(-3) / 2 : Interval((i + 2 * j) % 3 - 1);
          const Matrix ab = multiply(t.in.a, b);
          t.equal_within(of(t, ab), t.f(t.in).det * of(t, b), size(ab), "det AB");
        })
        .theorem("C3", "det Aᵀ = det A", [](Exact<Det>& t) { t.equal_within(of(t, transpose(t.in.a)), t.f(t.in).det, size(t.in.a), "det Aᵀ"); })
        .theorem("C4", "rows exchanged, and added", [](Exact<Det>& t) {
          Matrix a = t.in.a;
          const std::int64_t n = a.shape[0];
          if (n < 2) return;
          for (std::int64_t j = 0; j < n; ++j) std::swap(a(0, j), a(n - 1, j));
          t.equal_within(of(t, a), -t.f(t.in).det, size(a), "rows exchanged");
          for (std::int64_t j = 0; j < n; ++j) a(0, j) += 5 * a(1, j) / 4;
          t.equal_within(of(t, a), -t.f(t.in).det, size(a), "a row added");
        })
        .theorem("C5", "|det A| ≤ Π ‖a_i‖", [](Exact<Det>& t) { t.at_most(abs(t.f(t.in).det), size(t.in.a), "|det A|"); })
        .requirement("C6", "|d − det A| ≤ β + 2δM + η, and (1 − μ)e^−δ ≤ d/det A ≤ e^δ/(1 − μ)", [](Trial<Det>& t) {
          const Interval c = t.sizes.at("n") + 4;
          const auto near = determinants_near(t.in.a, t.truth.omega, t.u, t.eta);
          if (!near) return t.says_nothing("c·u ≥ 1");
          // Of x = Π u_kk ≤ M, n + 4 roundings of logarithms whose magnitudes sum up to 2n·max(0, log ω) + |log x|, and
          // x(1 + |log x|) ≤ M(2 + |log M|); exp(δ) − 1 ≤ 2δ.
          const Interval most = near->most, delta = most.is_zero() ? Interval(0) : c * t.u * (2 + logarithms(t.sizes.at("n"), t.truth.omega) + abs(log(most)));
          if (!(delta <= 1).certainly()) return t.says_nothing("the logarithms lose all digits");
          t.at_most(abs(t.out.det - t.truth.det), most - abs(t.truth.det) + 2 * delta * most + t.eta, "|d − det A|");
          if (near->least.is_zero()) return t.says_nothing("‖A⁻¹‖_F·ε ≥ 1");
          const Interval det = abs(t.truth.det), same = t.truth.det < 0 ? -t.out.det : t.out.det, factor = near->least * exp(-delta);
          t.at_most(abs(same - det), max((1 - factor) * det, (1 / factor - 1) * det) + t.eta, "|d/det A − 1|");
          t.holds(same >= det * factor - t.eta, "(1 − μ)e^−δ ≤ d/det A");
        });

const auto registered_vjp =
    laws<DetVjp>()
        .leaves_out("blocks within reach of C6", "those of its own C5 are tried")
        .inputs(core, "a block within reach of C5", [](Draw& draw) {
          const auto reach = [](double n) { return 1 / (8 * (4 * n * n + 48 * n) * (1 + 2 * std::sqrt(n)) * n); };
          DetVjp::In<double> in{{block_of_condition(draw, draw.extent(31, 33), reach)}, {}};
          in.cotangent.det = draw.real();
          return in;
        })
        .theorem("C2", "AĀᵀ = ĀᵀA = d̄·det A·I", [](Exact<DetVjp>& t) {
          const Matrix grad = transpose(t.f(t.in).grad_a);
          const auto det = Wings<Det>::reference(t.in);
          const Matrix expected = times(identity(grad.shape[0]), t.in.cotangent.det * det->det);
          equal_product(t, t.in.a, grad, expected, "AĀᵀ");
          equal_product(t, grad, t.in.a, expected, "ĀᵀA");
        })
        .theorem("C3", "ā₀₀ without row and column 0; rank n − 2", [](Exact<DetVjp>& t) {
          const std::int64_t n = t.in.a.shape[0];
          if (n < 1 || n > 8) return;
          auto other = t.in, poor = t.in;
          for (std::int64_t k = 0; k < n; ++k) other.a(0, k) = k + 2, other.a(k, 0) = 3 - k;
          const Interval before = t.f(t.in).grad_a(0, 0), after = t.f(other).grad_a(0, 0);
          t.equal_within(before, after, 1 + abs(t.in.cotangent.det) * size(block_without_first(t.in.a)), "ā₀₀");
          if (n < 3) return;
          for (std::int64_t k = 0; k < n; ++k) poor.a(1, k) = 2 * poor.a(0, k), poor.a(2, k) = -poor.a(0, k);
          for (const Interval& x : t.f(poor).grad_a) t.equal_within(x, 0, 1, "Ā of rank n − 2");
        })
        .requirement("C4", "|ā_ij − d̄c_ij| ≤ |d̄|(β + 2√n·cuM) + (n + 1)(1 + |d̄|)η", [](Trial<DetVjp>& t) {
          // With the polar factors Ũ and Ṽ of the computed U and V, each off by half of ‖ÛᵀÛ − I‖_F ≤ c√n·u, A + E = ŨΣ̂Ṽᵀ for an ‖E‖_F ≤ ε, as
          // for linalg.nuclear_norm's gradient. A cofactor is the determinant of a minor, whose singular values are at most the n − 1
          // largest of A: it changes by β at most (Ipsen and Rehman). The weights, at most M, meet U and V, and n(2n + 2) ≤ c roundings.
          const Interval n = t.in.a.shape[0], c = 4 * square(n) + 48 * n, d = abs(t.in.cotangent.det);
          const Interval epsilon = c * ((1 + 2 * sqrt(n)) * t.u * frobenius_norm(t.in.a) + t.eta);
          const Precision precision(128);
          const auto values = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{t.in.a});
          Interval most = 1, exact = 1;
          for (std::int64_t i = 0; i + 1 < t.in.a.shape[0]; ++i) {
            most *= (values->sigma[i] + epsilon).magnitude();
            exact *= values->sigma[i].mignitude();
          }
          const Interval allowed = d * (most - exact + 2 * sqrt(n) * c * t.u * most) + (n + 1) * (1 + d) * t.eta;
          for (std::size_t i = 0; i < t.out.grad_a.size(); ++i) t.at_most(abs(t.out.grad_a[i] - t.truth.grad_a[i]), allowed, "|ā_ij − d̄c_ij|");
        })
        .requirement("C5", "Ā̂ = d̄·adj(A + E)ᵀ", [](Trial<DetVjp>& t) {
          // With ‖E‖_F ≤ ε and the rounding as above: ‖adj(A + E)‖₂, the product of the n − 1 largest values, is a determinant of order n − 1
          // for the singular vectors of A, and so at least Π σ_i·(1 − μ) as for linalg.det; and (A + E)·adj(A + E) = det(A + E)·I.
          const std::int64_t order = t.in.a.shape[0];
          if (order == 0) return t.says_nothing("the matrix has no entries");
          const Interval n = order, c = 4 * square(n) + 48 * n, d = abs(t.in.cotangent.det), size = frobenius_norm(t.in.a);
          const Interval epsilon = c * ((1 + 2 * sqrt(n)) * t.u * size + t.eta), underflow = n * (n + 1) * (1 + d) * t.eta;
          const Precision precision(256);
          const auto sigma = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{t.in.a})->sigma;
          Interval most = 1, exact = 1, reciprocals = 0;
          for (std::int64_t i = 0; i + 1 < order; ++i) {
            most *= sigma[i] + epsilon;
            exact *= sigma[i];
            reciprocals += square(1 / sigma[i]);
          }
          const Interval rounding = 2 * sqrt(n) * c * t.u * most, mu = epsilon * sqrt(reciprocals), norm = frobenius_norm(t.out.grad_a);
          if ((mu < 1).certainly()) t.holds(norm >= d * (exact * (1 - mu) - rounding) - underflow, "‖Ā̂‖_F ≥ |d̄|(Π σ_i·(1 − μ) − 2√n·cuM)");
          else t.says_nothing("two singular values are within their own errors");
          const Interval allowed = sqrt(n) * d * epsilon * most + size * (d * rounding + underflow);
          for (Matrix product : {multiply(t.in.a, transpose(t.out.grad_a)), multiply(transpose(t.in.a), t.out.grad_a)}) {
            Interval mean = 0;
            for (std::int64_t i = 0; i < order; ++i) mean += product(i, i) / n;
            for (std::int64_t i = 0; i < order; ++i) product(i, i) -= mean;
            t.at_most(frobenius_norm(product), allowed, "AĀ̂ᵀ and AᵀĀ̂ are multiples of I");
          }
        });

}  // namespace
}  // namespace etalon::verify
