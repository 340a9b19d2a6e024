#include "reference/contract/linalg/lu.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Lu;
using In = Lu::In<double>;

void triangular(Checks& t, const Matrix& l, const Matrix& u) {
  for (std::int64_t i = 0; i < l.shape[0]; ++i)
    for (std::int64_t j = i; j < l.shape[1]; ++j)
      if (i == j) t.holds(l(i, j) == 1, "l_ii = 1");
      else t.holds(l(i, j).is_zero(), "L is 0 above its diagonal");
  for (std::int64_t i = 0; i < u.shape[0]; ++i)
    for (std::int64_t j = 0; j < std::min(i, u.shape[1]); ++j) t.holds(u(i, j).is_zero(), "U is 0 below its diagonal");
}

const auto registered =
    laws<Lu>()
        .matrices({.shape = gen::Matrices::any}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(edge, "many ties", [](Draw& draw) {
          Tensor<double> a({draw.extent(1, 8), draw.extent(1, 8)});
          for (double& x : a) x = static_cast<double>(draw.integer(-1, 1));
          return In{a};
        })
        .inputs(edge, "growth 2ⁿ⁻¹", [](Draw& draw) {  // Wilkinson's: 1 on the diagonal and in the last column, −1 below
          const auto n = draw.extent(1, 20);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) a(i, j) = i == j || j == n - 1 ? 1 : j < i ? -1 : 0;
          return In{a};
        })
        .inputs(edge, "columns of zeros", [](Draw& draw) {
          Tensor<double> a = draw.reals({draw.extent(1, 6), draw.extent(1, 6)});
          for (std::int64_t j = 0; j < a.shape[1]; ++j)
            if (draw.coin())
              for (std::int64_t i = 0; i < a.shape[0]; ++i) a(i, j) = 0;
          return In{a};
        })
        .theorem("C2", "p is a permutation", [](Exact<Lu>& t) { t.holds(is_permutation(t.f(t.in).p), "a permutation"); })
        .theorem("C3", "the shapes of L and U", [](Exact<Lu>& t) {
          const auto out = t.f(t.in);
          triangular(t, out.l, out.u);
        })
        .theorem("C4", "|l_ij| ≤ 1", [](Exact<Lu>& t) {
          const auto out = t.f(t.in);
          for (const Interval& x : out.l) t.at_most(abs(x), 1, "|l_ij|");
        })
        .theorem("C5", "PA = LU", [](Exact<Lu>& t) {
          const auto out = t.f(t.in);
          const Matrix pa = permute_rows(t.in.a, out.p), product = multiply(out.l, out.u), size = multiply(absolute(out.l), absolute(out.u));
          for (std::size_t i = 0; i < pa.size(); ++i) t.equal_within(product[i], pa[i], size[i], "(LU)_ij");
        })
        .theorem("C5", "no pivot: zeros in L", [](Exact<Lu>& t) {
          const auto out = t.f(t.in);
          for (std::int64_t k = 0; k < out.u.shape[0]; ++k)
            if (out.u(k, k).is_zero())
              for (std::int64_t i = k + 1; i < out.l.shape[0]; ++i) t.holds(out.l(i, k).is_zero(), "l_ik = 0");
        })
        .theorem("C6", "det A = ±Π u_kk", [](Exact<Lu>& t) {
          const std::int64_t n = std::min<std::int64_t>({8, t.in.a.shape[0], t.in.a.shape[1]});
          const Matrix a = block(t.in.a, n, n);
          const auto out = t.f({a});
          Interval product = 1;
          for (std::int64_t i = 0; i < n; ++i) {
            product *= out.u(i, i);
            for (std::int64_t j = 0; j < i; ++j)
              if (out.p[j] > out.p[i]) product = -product;
          }
          Interval size = 1;  // Hadamard's bound
          for (std::int64_t j = 0; j < n; ++j) size *= frobenius_norm(column(a, j));
          t.equal_within(determinant(a), product, size, "det A");
        })
        .theorem("C6", "scaled columns", [](Exact<Lu>& t) {
          const auto out = t.f(t.in);
          Matrix a = t.in.a, u = out.u;
          for (Matrix* x : {&a, &u})
            for (std::int64_t i = 0; i < x->shape[0]; ++i)
              for (std::int64_t j = 0; j < x->shape[1]; ++j) (*x)(i, j) *= j % 2 == 0 ? Interval(3) : Interval(-5) / 4;
          const auto scaled = t.f({a});
          t.holds(scaled.p == out.p, "p stays");
          for (std::size_t i = 0; i < out.l.size(); ++i) t.equal_within(scaled.l[i], out.l[i], 1, "L stays");
          for (std::size_t i = 0; i < u.size(); ++i) t.equal_within(scaled.u[i], u[i], max_norm(u), "U is scaled");
        })
        .requirement("C2", "p is a permutation", [](Trial<Lu>& t) { t.holds(is_permutation(t.out.p), "p is a permutation"); })
        .requirement("C3", "L unit lower triangular, U upper triangular", [](Trial<Lu>& t) { triangular(t, t.out.l, t.out.u); })
        .requirement("C4", "|l_ij| ≤ 1", [](Trial<Lu>& t) {
          for (const Interval& x : t.out.l) t.holds(abs(x) <= 1, "|l_ij| ≤ 1");
        })
        .requirement("C7", "|PA − LU| ≤ γ|L||U| + cη(1 + max |u_kk|)", [](Trial<Lu>& t) {
          // Higham, Theorem 9.3; η for each product that underflows, and for an l_ij that does, times its pivot.
          const Interval c = t.sizes.at("k") + 1;
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          if (!is_permutation(t.out.p)) return t.says_nothing("p is no permutation");
          const Precision precision(residual_bits);
          Interval pivot = 0;
          for (std::int64_t k = 0; k < t.out.u.shape[0]; ++k) pivot = max(pivot, abs(t.out.u(k, k)));
          const Matrix residual = subtract(permute_rows(t.in.a, t.out.p), multiply(t.out.l, t.out.u));
          const Matrix size = multiply(absolute(t.out.l), absolute(t.out.u));
          for (std::size_t i = 0; i < residual.size(); ++i) t.at_most(abs(residual[i]), *unit * size[i] + c * t.eta * (1 + pivot), "|PA − LU|");
        });

}  // namespace
}  // namespace etalon::verify
