#include "reference/contract/linalg/cholesky.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;
using In = Cholesky::In<double>;

Matrix factor_times_transpose(const Matrix& l) { return multiply(l, transpose(l)); }

/// DA or DAD, d_i = (2i + 3)/4.
Matrix scale_rows(Matrix a, bool columns) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) a(i, j) *= Interval(2 * i + 3) / 4 * (columns ? Interval(2 * j + 3) / 4 : 1);
  return a;
}

/// Entries in the lower triangle agree to many digits beside √(a_ii·a_jj), the size that every one of LLᵀ's can have.
void equal_beside_diagonal(Checks& t, const Matrix& x, const Matrix& y, const char* what) {
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j <= i; ++j) t.equal_within(x(i, j), y(i, j), sqrt(x(i, i) * x(j, j)), what);
}

/// Rows of L agree beside their norms √a_ii.
void equal_factors(Checks& t, const Matrix& l, const Matrix& expected, const char* what) {
  for (std::int64_t i = 0; i < l.shape[0]; ++i) {
    const Matrix row({l.shape[1]}, std::vector<Interval>(l.begin() + i * l.shape[1], l.begin() + (i + 1) * l.shape[1]));
    for (std::int64_t j = 0; j < l.shape[1]; ++j) t.equal_within(l(i, j), expected(i, j), frobenius_norm(row), what);
  }
}

void lower_with_positive_diagonal(Checks& t, const Matrix& l) {
  for (std::int64_t i = 0; i < l.shape[0]; ++i)
    for (std::int64_t j = i; j < l.shape[1]; ++j)
      if (i == j) t.holds(l(i, j) > 0, "the diagonal of L is positive");
      else t.holds(l(i, j).is_zero(), "L is 0 above its diagonal");
}

const auto registered =
    laws<Cholesky>()
        .matrices({.shape = gen::Matrices::definite}, [](Draw&, Tensor<double> a) { return In{a}; })
        .inputs(core, "nearly singular", [](Draw& draw) { return In{any_definite(draw, 8)}; })
        .inputs(core, "integers", [](Draw& draw) { return In{product_with_signs(draw, std::vector<double>(draw.extent(1, 6), 1.0))}; })
        .inputs(extreme, "graded over the range", [](Draw& draw) {
          return In{scaled(draw, any_definite(draw, 8), draw.format.min_exponent / 2 + draw.format.precision, draw.format.max_exponent / 2)};
        })
        .inputs(edge, "subnormal", [](Draw& draw) {
          const auto n = draw.extent(1, 5);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j <= i; ++j)
              a(i, j) = a(j, i) = static_cast<double>(i == j ? 4 * n : draw.integer(-2, 2)) * draw.format.spacing_at_zero();
          return In{a};
        })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return In{with_noise_above(draw, any_definite(draw, 8))}; })
        .refuses("C2", "indefinite", [](Draw& draw) { return In{product_with_one(draw, -1)}; })
        .refuses("C2", "singular", [](Draw& draw) { return In{product_with_one(draw, 0)}; })
        .refuses("C2", "far from definite", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          In in{draw.reals({n, n}, draw.format.min_exponent, draw.format.max_exponent)};
          in.a.data.back() = draw.coin() ? 0 : -1;
          return in;
        })
        .theorem("C3", "A = LLᵀ, L lower triangular, its diagonal positive", [](Exact<Cholesky>& t) {
          const Matrix l = t.f(t.in).l;
          lower_with_positive_diagonal(t, l);
          equal_beside_diagonal(t, t.in.a, factor_times_transpose(l), "A = LLᵀ");
        })
        .theorem("C4", "the factor of L₀L₀ᵀ is L₀", [](Exact<Cholesky>& t) {
          Matrix l({t.in.a.shape[0], t.in.a.shape[1]});  // the signs of A below the diagonal
          for (std::int64_t i = 0; i < l.shape[0]; ++i)
            for (std::int64_t j = 0; j < l.shape[1]; ++j)
              l(i, j) = j > i ? 0 : j == i ? Interval(i + 1) / 2 : Interval((t.in.a(i, j) > 0).certainly()) - Interval((t.in.a(i, j) < 0).certainly());
          equal_factors(t, t.f({factor_times_transpose(l)}).l, l, "the factor of L₀L₀ᵀ");
        })
        .theorem("C5", "det A = Π l_jj²", [](Exact<Cholesky>& t) {
          const Matrix l = t.f(t.in).l;
          Matrix a = t.in.a;
          Interval product = 1;
          for (std::int64_t i = 0; i < a.shape[0]; ++i) {
            product *= square(l(i, i));
            for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = a(j, i);
          }
          t.equal(determinant(a), product, "det A");
        })
        .theorem("C6", "the factor of DAD is DL, that of 4A is 2L", [](Exact<Cholesky>& t) {
          const Matrix l = t.f(t.in).l;
          equal_factors(t, t.f({scale_rows(t.in.a, true)}).l, scale_rows(l, false), "the factor of DAD");
          equal_factors(t, t.f({map(t.in.a, [](const Interval& x) { return 4 * x; })}).l, map(l, [](const Interval& x) { return 2 * x; }),
                        "the factor of 4A");
        })
        .theorem("C7", "the factor of a leading block", [](Exact<Cholesky>& t) {
          const Matrix l = t.f(t.in).l;
          for (std::int64_t k = 0; k < l.shape[0]; ++k) equal_factors(t, t.f({block(t.in.a, k, k)}).l, block(l, k, k), "the factor of a leading block");
        })
        .theorem("C8", "the upper triangle changes nothing", [](Exact<Cholesky>& t) {
          equal_factors(t, t.f({with_sevens_above(t.in.a)}).l, t.f(t.in).l, "the factor with another upper triangle");
        })
        .requirement("C3", "L lower triangular, its diagonal positive", [](Trial<Cholesky>& t) { lower_with_positive_diagonal(t, t.out.l); })
        .requirement("C9", "|A − LLᵀ| ≤ c(u/(1 − 2cu)·√(a_ii·a_jj) + η)", [](Trial<Cholesky>& t) {
          // Higham, Theorem 10.5; η for each product that underflows.
          const Interval c = t.sizes.at("n") + 1;
          if (!(2 * c * t.u < 1).certainly()) return t.says_nothing("2c·u ≥ 1");
          const Matrix product = factor_times_transpose(t.out.l);
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j <= i; ++j)
              t.at_most(abs(t.in.a(i, j) - product(i, j)), c * (t.u / (1 - 2 * c * t.u) * sqrt(t.in.a(i, i) * t.in.a(j, j)) + t.eta), "|A − LLᵀ|");
        });

const auto registered_vjp =
    laws<CholeskyVjp>()
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("graded over the range", "the products of L⁻¹ leave the range of the format on the way")
        .leaves_out("subnormal", "what underflows in L is as large as L, and L⁻¹ multiplies it")
        .theorem("C3", "0 above the diagonal", [](Exact<CholeskyVjp>& t) { zero_above_the_diagonal(t, t.f(t.in).grad_a); })
        .theorem("C4", "Σ a_ij·ā_ij = ½Σ l_ij·l̄_ij", [](Exact<CholeskyVjp>& t) {
          const Matrix grad = t.f(t.in).grad_a;
          const auto l = Wings<Cholesky>::reference(t.in);
          Interval left = 0, right = 0, size = 1;
          for (std::int64_t i = 0; i < grad.shape[0]; ++i)
            for (std::int64_t j = 0; j <= i; ++j) {
              left += t.in.a(i, j) * grad(i, j);
              right += l->l(i, j) * t.in.cotangent.l(i, j) / 2;
              size += abs(t.in.a(i, j) * grad(i, j)) + abs(l->l(i, j) * t.in.cotangent.l(i, j));
            }
          t.equal_within(left, right, size, "Σ a_ij·ā_ij");
          auto other = t.in;
          other.cotangent.l = with_sevens_above(t.in.cotangent.l);
          equal_entries(t, t.f(other).grad_a, grad, "Ā with another upper triangle of L̄");
        });

}  // namespace
}  // namespace etalon::verify
