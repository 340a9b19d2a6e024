#include "reference/contract/linalg/eigvals.hpp"

#include "verify/judge/freedom.hpp"
#include "verify/laws/linalg/eigenvalues.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvals;
using In = Eigvals::In<double>;

/// A + sign·Aᵀ
Matrix with_transpose(const Matrix& a, int sign) {
  Matrix sum = a;
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[0]; ++j) sum(i, j) += sign * a(j, i);
  return sum;
}

const auto registered =
    laws<Eigvals>()
        .golden_matrices({.shape = gen::Matrices::square}, [](const Tensor<double>& a) { return In{a}; })
        .matrices({.shape = gen::Matrices::square, .blocks = false}, [](Draw&, Tensor<double> a) { return In{a}; })
        .inputs(core, "random", [](Draw& draw) { return In{eigenvalues::random(draw)}; })
        .inputs(core, "Jordan blocks", [](Draw& draw) { return In{eigenvalues::jordan(draw)}; })
        .inputs(core, "classic", [](Draw& draw) { return In{eigenvalues::classic(draw)}; })
        .inputs(core, "larger", [](Draw& draw) { return In{eigenvalues::larger(draw)}; })
        .theorem("C2", "Π (z − λ) = det(zI − A) at z = ‖A‖_F·7/8", [](Exact<Eigvals>& t) {
          const std::int64_t n = t.in.a.shape[0];
          if (n > 10) return;  // Laplace's expansion grows as 2ⁿ
          const auto out = t.f(t.in);
          const Interval z = frobenius_norm(t.in.a) * 7 / 8;
          Matrix shifted = map(t.in.a, [](const Interval& x) { return -x; });
          Interval re = 1, im = 0, size = 1;
          for (std::int64_t j = 0; j < n; ++j) {
            shifted(j, j) += z;
            const Interval x = z - out.lambda_re[j], y = -out.lambda_im[j], next = re * x - im * y;
            im = re * y + im * x;
            re = next;
            size *= 2 * frobenius_norm(t.in.a);
          }
          t.equal_within(re, determinant(shifted), size, "Re Π (z − λ)");
          t.equal_within(im, 0, size, "Im Π (z − λ)");
        })
        .theorem("C3", "Σ λ² = tr A²", [](Exact<Eigvals>& t) {
          const auto out = t.f(t.in);
          const Matrix product = multiply(t.in.a, t.in.a);
          Interval sum = 0, trace = 0;
          for (std::int64_t j = 0; j < product.shape[0]; ++j) {
            sum += square(out.lambda_re[j]) - square(out.lambda_im[j]);
            trace += product(j, j);
          }
          t.equal_within(sum, trace, square(frobenius_norm(t.in.a)), "Σ λ²");
        })
        .theorem("C4", "A + Aᵀ has real eigenvalues, A − Aᵀ imaginary ones", [](Exact<Eigvals>& t) {
          for (const int sign : {+1, -1}) {
            const Matrix a = with_transpose(t.in.a, sign);
            const auto out = t.f({a});
            for (const Interval& x : sign > 0 ? out.lambda_im : out.lambda_re) t.equal_within(x, 0, frobenius_norm(a), sign > 0 ? "Im λ(A + Aᵀ)" : "Re λ(A − Aᵀ)");
          }
        })
        .requirement("C5", "the λ̂ are in the discs of A + E, as many as λ", [](Trial<Eigvals>& t) {
          const Interval error = eigenvalues::backward_error(t.in.a, *Eigvals::roundings.at(t.sizes), t.u, t.eta);
          eigenvalues::require_trace(t, t.in.a, error, t.out.lambda_re, t.out.lambda_im);
          eigenvalues::require_in_discs(t, eigenvalues::discs(t.in.a, error), t.out.lambda_re, t.out.lambda_im);
        });

// A real polynomial has the conjugates of its roots, and −λ with each λ where the exact spectrum is symmetric about 0.
const FreeInSign<Eigvals> conjugates("C2", {"lambda_im"});
const FreeInSign<Eigvals> signs("C2", {"lambda_re"}, [](const auto&, const auto& exact, const auto&, const auto&, const auto&) {
  const auto n = exact.lambda_re.size();
  std::vector<bool> taken(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t j = 0;
    while (j < n && (taken[j] || !exact.lambda_re[j].overlaps(-exact.lambda_re[i]) || !exact.lambda_im[j].overlaps(-exact.lambda_im[i]))) ++j;
    if (j == n) return false;
    taken[j] = true;
  }
  return true;
});

}  // namespace
}  // namespace etalon::verify
