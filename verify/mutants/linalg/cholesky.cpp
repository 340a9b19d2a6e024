#include <cmath>

#include "reference/contract/linalg/cholesky.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;

const auto registered =
    mutants<Cholesky>()
        .spoils("upper", "U with A = UᵀU instead of L", [](auto& out, const auto& in) { transpose_square(out.l, in.a.shape[0]); })
        .spoils("upper_left_as_it_was", "potrf's other triangle is not cleared", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = i + 1; j < in.a.shape[0]; ++j) out.l(i, j) = in.a(i, j);
        })
        .add("symmetrized", "(A + Aᵀ)/2 is factored: what stands above the diagonal matters",
             []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
               Cholesky::In<T> both = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < i; ++j) both.a(i, j) = (in.a(i, j) + in.a(j, i)) / 2;
               return Wings<Cholesky>::fast(both);
             })
        .add("jitter", "10⁻⁶ on the diagonal, to be safe",
             []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
               Cholesky::In<T> safe = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) safe.a(i, i) += T(1e-6);
               return Wings<Cholesky>::fast(safe);
             })
        .add("clamped_pivot", "a pivot that is not positive becomes tiny: every matrix has a factor",
             []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
               const std::int64_t n = in.a.shape[0];
               Tensor<T> l({n, n});
               for (std::int64_t j = 0; j < n; ++j)
                 for (std::int64_t i = j; i < n; ++i) {
                   T sum = in.a(i, j);
                   for (std::int64_t k = 0; k < j; ++k) sum -= l(i, k) * l(j, k);
                   l(i, j) = i == j ? std::sqrt(std::max(sum, T(1e-10))) : sum / l(j, j);
                 }
               return Cholesky::Out<T>{l};
             })
        .spoils("unit_diagonal", "the L of LDLᵀ", [](auto& out, const auto& in) {
          for (std::int64_t j = 0; j < in.a.shape[0]; ++j) {
            const auto root = out.l(j, j);
            for (std::int64_t i = j; i < in.a.shape[0]; ++i) out.l(i, j) /= root;
          }
        })
        .spoils("half_precision", "a factor with half of the bits", [](auto& out, const auto&) { halve_precision(out.l); });

const auto registered_vjp =
    mutants<CholeskyVjp>()
        .spoils("symmetric", "half of it on either side of the diagonal: another convention", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(j, i) = out.grad_a(i, j) /= 2;
        })
        .spoils("not_folded", "S + Sᵀ halved below the diagonal: an entry stands for two", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(i, j) /= 2;
        })
        .spoils("diagonal_not_halved", "S + Sᵀ on the diagonal too", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i) out.grad_a(i, i) *= 2;
        })
        .add("upper_cotangent", "the cotangent of Lᵀ taken for that of L",
             []<class T>(const CholeskyVjp::In<T>& in) -> Result<CholeskyVjp::Out<T>> {
               CholeskyVjp::In<T> other = in;
               transpose_square(other.cotangent.l, in.a.shape[0]);
               return Wings<CholeskyVjp>::fast(other);
             })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
