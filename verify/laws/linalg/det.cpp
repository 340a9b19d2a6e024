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
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return In{square_block(draw)}; })
        .inputs(core, "integers of low rank", [](Draw& draw) { return In{low_rank_integers(draw)}; })
        .inputs(core, "of any condition and rank", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          return In{gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square})};
        })
        .inputs(core, "Hilbert's matrix", [](Draw& draw) {
          const auto n = draw.extent(1, 12);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) a(i, j) = round_to(1.0 / static_cast<double>(i + j + 1), draw.format);
          return In{a};
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
        .requirement("C6", "|d − det A| ≤ β + 2δM + η", [](Trial<Det>& t) {
          const Interval c = t.sizes.at("n") + 4;
          const auto most = largest_determinant(t.in.a, t.truth.omega, t.u, t.eta);
          if (!most) return t.says_nothing("c·u ≥ 1");
          // Of x = Π u_kk ≤ M, n + 4 roundings of logarithms whose magnitudes sum up to 2n·max(0, log ω) + |log x|, and
          // x(1 + |log x|) ≤ M(2 + |log M|); exp(δ) − 1 ≤ 2δ.
          const Interval delta = most->is_zero() ? Interval(0) : c * t.u * (2 + logarithms(t.sizes.at("n"), t.truth.omega) + abs(log(*most)));
          if (!(delta <= 1).certainly()) return t.says_nothing("the logarithms lose all digits");
          t.at_most(abs(t.out.det - t.truth.det), *most - abs(t.truth.det) + 2 * delta * *most + t.eta, "|d − det A|");
        });

const auto registered_vjp =
    laws<DetVjp>()
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
        .requirement("C4", "|ā_ij − d̄c_ij| ≤ |d̄|(β + 3√n·cuM) + (n + 1)(1 + |d̄|)η", [](Trial<DetVjp>& t) {
          // With the polar factors Ũ and Ṽ of the computed U and V, off by c√n·u, A + E = ŨΣ̂Ṽᵀ for an ‖E‖ ≤ ε. A cofactor is the
          // determinant of a minor, whose singular values are at most the n − 1 largest of A: it changes by β at most (Ipsen
          // and Rehman). The weights, at most M, meet U and V, off by c√n·u each, and 2n + 2 roundings.
          const Interval n = t.in.a.shape[0], c = 4 * square(n) + 48 * n, d = abs(t.in.cotangent.det);
          const Interval epsilon = c * ((1 + 3 * sqrt(n)) * t.u * frobenius_norm(t.in.a) + t.eta);
          const Precision precision(128);
          const auto values = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{t.in.a});
          Interval most = 1, exact = 1;
          for (std::int64_t i = 0; i + 1 < t.in.a.shape[0]; ++i) {
            most *= (values->sigma[i] + epsilon).magnitude();
            exact *= values->sigma[i].mignitude();
          }
          const Interval allowed = d * (most - exact + 3 * sqrt(n) * c * t.u * most) + (n + 1) * (1 + d) * t.eta;
          for (std::size_t i = 0; i < t.out.grad_a.size(); ++i) t.at_most(abs(t.out.grad_a[i] - t.truth.grad_a[i]), allowed, "|ā_ij − d̄c_ij|");
        });

}  // namespace
}  // namespace etalon::verify
