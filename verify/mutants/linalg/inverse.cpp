#include <cmath>

#include "reference/contract/linalg/inverse.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Inverse;
using contract::linalg::InverseVjp;

const auto registered =
    mutants<Inverse>()
        .spoils("transposed", "A⁻ᵀ", [](auto& out, const auto& in) { transpose_square(out.x, in.a.shape[0]); })
        .add("no_pivoting", "Gauss and Jordan without exchanges",
             []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
               for (const T x : in.a)
                 if (!std::isfinite(x)) return domain("C1", "not finite");
               Tensor<T> a = in.a, x({in.a.shape[0], in.a.shape[0]});
               const std::int64_t n = a.shape[0];
               for (std::int64_t i = 0; i < n; ++i) x(i, i) = 1;
               for (std::int64_t k = 0; k < n; ++k) {
                 const T pivot = a(k, k);
                 for (std::int64_t j = 0; j < n; ++j) a(k, j) /= pivot, x(k, j) /= pivot;
                 for (std::int64_t i = 0; i < n; ++i) {
                   const T factor = a(i, k);
                   for (std::int64_t j = 0; j < n && i != k; ++j) a(i, j) -= factor * a(k, j), x(i, j) -= factor * x(k, j);
                 }
               }
               return Inverse::Out<T>{x};
             })
        .add("pseudo", "AᵀA inverted, times Aᵀ: the condition squared",
             []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
               const std::int64_t n = in.a.shape[0];
               Tensor<T> gram({n, n}), x({n, n});
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < n; ++j)
                   for (std::int64_t k = 0; k < n; ++k) gram(i, j) += in.a(k, i) * in.a(k, j);
               const auto inverse = Wings<Inverse>::fast(Inverse::In<T>{gram});
               if (!inverse) return inverse;
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < n; ++j)
                   for (std::int64_t k = 0; k < n; ++k) x(i, j) += inverse->x(i, k) * in.a(j, k);
               return Inverse::Out<T>{x};
             })
        .spoils("half_precision", "Newton's iteration stopped one step early: half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.x); })
        .add("ridge", "10⁻¹⁰ on the diagonal, to be safe",
             []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
               Inverse::In<T> safe = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) safe.a(i, i) += T(1e-10);
               return Wings<Inverse>::fast(safe);
             });

/// −PX̄Q with P and Q the inverse or its transpose.
template <class T>
Result<InverseVjp::Out<T>> between(const InverseVjp::In<T>& in, bool left_transposed, bool right_transposed) {
  const auto x = Wings<Inverse>::fast(in);
  if (!x) return x.failure();
  const std::int64_t n = in.a.shape[0];
  Tensor<T> half({n, n}), grad({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < n; ++k) half(i, j) += (left_transposed ? x->x(k, i) : x->x(i, k)) * in.cotangent.x(k, j);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < n; ++k) grad(i, j) -= half(i, k) * (right_transposed ? x->x(j, k) : x->x(k, j));
  return InverseVjp::Out<T>{grad};
}

const auto registered_vjp =
    mutants<InverseVjp>()
        .add("not_transposed", "−XX̄X: the tangent's formula", []<class T>(const InverseVjp::In<T>& in) { return between(in, false, false); })
        .add("one_side_transposed", "−XᵀX̄X", []<class T>(const InverseVjp::In<T>& in) { return between(in, true, false); })
        .spoils("sign", "XᵀX̄Xᵀ", [](auto& out, const auto&) { for (auto& g : out.grad_a) g = -g; })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
