#include <cmath>

#include "reference/contract/linalg/lu_solve.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LuSolve;
using contract::linalg::LuSolveVjp;

/// Elimination of [A B] without any exchange of rows.
template <class T>
Result<LuSolve::Out<T>> without_pivoting(const LuSolve::In<T>& in) {
  Tensor<T> a = in.a, x = in.b;
  const std::int64_t n = a.shape[0], sides = x.shape[1];
  for (std::int64_t k = 0; k < n; ++k)
    for (std::int64_t i = k + 1; i < n; ++i) {
      const T l = a(i, k) / a(k, k);
      for (std::int64_t j = k; j < n; ++j) a(i, j) -= l * a(k, j);
      for (std::int64_t j = 0; j < sides; ++j) x(i, j) -= l * x(k, j);
    }
  for (std::int64_t i = n; i-- > 0;)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t k = i + 1; k < n; ++k) x(i, j) -= a(i, k) * x(k, j);
      x(i, j) /= a(i, i);
    }
  return LuSolve::Out<T>{x};
}

const auto registered =
    mutants<LuSolve>()
        .add("no_pivoting", "rows stay where they are", []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> { return without_pivoting(in); })
        .add("transposed", "AᵀX = B: rows taken for columns",
             []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
               LuSolve::In<T> other = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) other.a(i, j) = in.a(j, i);
               return Wings<LuSolve>::fast(other);
             })
        .add("normal_equations", "AᵀAX = AᵀB: the condition squared",
             []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
               const std::int64_t n = in.a.shape[0], sides = in.b.shape[1];
               LuSolve::In<T> other{Tensor<T>({n, n}), Tensor<T>({n, sides})};
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t k = 0; k < n; ++k) {
                   for (std::int64_t j = 0; j < n; ++j) other.a(i, j) += in.a(k, i) * in.a(k, j);
                   for (std::int64_t j = 0; j < sides; ++j) other.b(i, j) += in.a(k, i) * in.b(k, j);
                 }
               return Wings<LuSolve>::fast(other);
             })
        .add("times_the_inverse", "the inverse times B",
             []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
               const std::int64_t n = in.a.shape[0], sides = in.b.shape[1];
               Tensor<T> one({n, n});
               for (std::int64_t i = 0; i < n; ++i) one(i, i) = 1;
               const auto inverse = Wings<LuSolve>::fast(LuSolve::In<T>{in.a, one});
               if (!inverse) return inverse;
               LuSolve::Out<T> out{Tensor<T>({n, sides})};
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < sides; ++j)
                   for (std::int64_t k = 0; k < n; ++k) out.x(i, j) += inverse->x(i, k) * in.b(k, j);
               return out;
             })
        .spoils("first_side_only", "the right sides after the first come back as they were", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.b.shape[0]; ++i)
            for (std::int64_t j = 1; j < in.b.shape[1]; ++j) out.x(i, j) = in.b(i, j);
        })
        .add("ridge", "10⁻¹⁰ on the diagonal, to be safe",
             []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
               LuSolve::In<T> safe = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) safe.a(i, i) += T(1e-10);
               return Wings<LuSolve>::fast(safe);
             })
        .add("zeros_when_singular", "a singular system is answered with 0",
             []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
               auto out = Wings<LuSolve>::fast(in);
               if (!out) return LuSolve::Out<T>{Tensor<T>(in.b.shape)};
               return out;
             });

const auto registered_vjp =
    mutants<LuSolveVjp>()
        .add("not_transposed", "AB̄ = X̄: the adjoint solved with A itself",
             []<class T>(const LuSolveVjp::In<T>& in) -> Result<LuSolveVjp::Out<T>> {
               const auto x = Wings<LuSolve>::fast(in), grad = Wings<LuSolve>::fast(LuSolve::In<T>{in.a, in.cotangent.x});
               if (!x) return x.failure();
               LuSolveVjp::Out<T> out{Tensor<T>(in.a.shape), grad->x};
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j)
                   for (std::int64_t k = 0; k < in.b.shape[1]; ++k) out.grad_a(i, j) -= grad->x(i, k) * x->x(j, k);
               return out;
             })
        .spoils("sign", "B̄Xᵀ to A", [](auto& out, const auto&) { for (auto& g : out.grad_a) g = -g; })
        .spoils("outer_product_transposed", "−XB̄ᵀ to A", [](auto& out, const auto& in) { transpose_square(out.grad_a, in.a.shape[0]); })
        .spoils("first_side_only", "to A the part of the first side alone", [](auto& out, const auto& in) {
          const auto x = Wings<LuSolve>::fast(in);
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.a.shape[0] && in.b.shape[1] > 0; ++j) out.grad_a(i, j) = -out.grad_b(i, 0) * x->x(j, 0);
        });

}  // namespace
}  // namespace etalon::verify
