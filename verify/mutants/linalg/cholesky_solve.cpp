#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/linalg/lu_solve.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::CholeskySolve;
using contract::linalg::CholeskySolveVjp;
using contract::linalg::LuSolve;

template <class T>
Tensor<T> factor_of(const Tensor<T>& a) {
  return Wings<Cholesky>::fast(Cholesky::In<T>{a})->l;
}

/// L⁻¹b or L⁻ᵀb in place.
template <class T>
void substitute(const Tensor<T>& l, Tensor<T>& x, bool transposed) {
  const std::int64_t n = l.shape[0];
  for (std::int64_t step = 0; step < n; ++step) {
    const std::int64_t i = transposed ? n - 1 - step : step;
    for (std::int64_t j = 0; j < x.shape[1]; ++j) {
      for (std::int64_t k = transposed ? i + 1 : 0; k < (transposed ? n : i); ++k) x(i, j) -= (transposed ? l(k, i) : l(i, k)) * x(k, j);
      x(i, j) /= l(i, i);
    }
  }
}

const auto registered =
    mutants<CholeskySolve>()
        .add("half_solved", "L⁻¹b: the second substitution is missing",
             []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
               const auto f = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
               if (!f) return f.failure();
               CholeskySolve::Out<T> out{in.b};
               substitute(f->l, out.x, false);
               return out;
             })
        .add("wrong_order", "L⁻¹L⁻ᵀb instead of L⁻ᵀL⁻¹b",
             []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
               const auto f = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
               if (!f) return f.failure();
               CholeskySolve::Out<T> out{in.b};
               substitute(f->l, out.x, true);
               substitute(f->l, out.x, false);
               return out;
             })
        .add("any_matrix", "by LU: a matrix that is not definite passes, and what stands above the diagonal counts",
             []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
               const auto out = Wings<LuSolve>::fast(LuSolve::In<T>{in.a, in.b});
               if (!out) return out.failure();
               return CholeskySolve::Out<T>{out->x};
             })
        .add("jitter", "10⁻⁶ on the diagonal, to be safe",
             []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
               CholeskySolve::In<T> safe = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) safe.a(i, i) += T(1e-6);
               return Wings<CholeskySolve>::fast(safe);
             })
        .add("half_precision", "a factor with half of the bits",
             []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
               auto f = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
               if (!f) return f.failure();
               halve_precision(f->l);
               CholeskySolve::Out<T> out{in.b};
               substitute(f->l, out.x, false);
               substitute(f->l, out.x, true);
               return out;
             });

const auto registered_vjp =
    mutants<CholeskySolveVjp>()
        .spoils("symmetric", "half of it on either side of the diagonal: another convention", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(j, i) = out.grad_a(i, j) /= 2;
        })
        .add("not_folded", "the lower triangle of −B̄Xᵀ, as for a matrix that is not symmetric",
             []<class T>(const CholeskySolveVjp::In<T>& in) -> Result<CholeskySolveVjp::Out<T>> {
               auto out = Wings<CholeskySolveVjp>::fast(in);
               const auto x = Wings<CholeskySolve>::fast(in);
               if (!out || !x) return out;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j <= i; ++j) {
                   out->grad_a(i, j) = 0;
                   for (std::int64_t k = 0; k < in.b.shape[1]; ++k) out->grad_a(i, j) -= out->grad_b(i, k) * x->x(j, k);
                 }
               return out;
             })
        .spoils("sign", "B̄Xᵀ to A", [](auto& out, const auto&) { for (auto& g : out.grad_a) g = -g; })
        .spoils("half_solved", "L⁻¹X̄ to B", [](auto& out, const auto& in) {
          out.grad_b = in.cotangent.x;
          substitute(factor_of(in.a), out.grad_b, false);
        });

}  // namespace
}  // namespace etalon::verify
