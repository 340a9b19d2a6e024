#include <cmath>

#include "reference/contract/linalg/det.hpp"
#include "reference/contract/linalg/inverse.hpp"
#include "reference/contract/linalg/lu.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Det;
using contract::linalg::DetVjp;

/// Π of the pivots of the fast wing, in the order of the columns.
template <class T>
Result<Det::Out<T>> product_of_pivots(const Tensor<T>& a, bool with_sign) {
  const auto factors = Wings<contract::linalg::Lu>::fast(contract::linalg::Lu::In<T>{a});
  if (!factors) return factors.failure();
  T product = 1;
  const auto& p = factors->p;
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (with_sign && p[j] > p[i]) product = -product;
  for (std::size_t k = 0; k < p.size(); ++k) product *= factors->u(k, k);
  return Det::Out<T>{product};
}

const auto registered =
    mutants<Det>()
        .add("sign_of_p_forgotten", "Π u_kk, whatever the permutation",
             []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> { return product_of_pivots(in.a, false); })
        .add("overflows_on_the_way", "the pivots are multiplied one after the other",
             []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> { return product_of_pivots(in.a, true); })
        .add("singular_below_tolerance", "a pivot below 10⁻⁸ counts as 0",
             []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
               const auto factors = Wings<contract::linalg::Lu>::fast(contract::linalg::Lu::In<T>{in.a});
               if (!factors) return factors.failure();
               for (std::int64_t k = 0; k < in.a.shape[0]; ++k)
                 if (std::fabs(factors->u(k, k)) < T(1e-8)) return Det::Out<T>{0};
               return Wings<Det>::fast(in);
             })
        .add("no_pivoting", "elimination without exchanges; a zero pivot means 0",
             []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
               Tensor<T> a = in.a;
               T product = 1;
               for (const T x : a)
                 if (!std::isfinite(x)) return domain("C1", "not finite");
               for (std::int64_t k = 0; k < a.shape[0]; ++k) {
                 if (a(k, k) == 0) return Det::Out<T>{0};
                 product *= a(k, k);
                 for (std::int64_t i = k + 1; i < a.shape[0]; ++i)
                   for (std::int64_t j = a.shape[0]; j-- > k;) a(i, j) -= a(i, k) / a(k, k) * a(k, j);
               }
               return Det::Out<T>{product};
             })
        .spoils("rounded_to_integers", "a determinant near an integer is that integer", [](auto& out, const auto&) {
          if (std::fabs(out.det - std::round(out.det)) < 1e-6f) out.det = std::round(out.det);
        })
        .add("empty_is_zero", "the empty product is 0",
             []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
               return in.a.size() == 0 ? Det::Out<T>{0} : Wings<Det>::fast(in);
             });

const auto registered_vjp =
    mutants<DetVjp>()
        .spoils("adjugate", "the adjugate, which is the transpose of the cofactors", [](auto& out, const auto& in) { transpose_square(out.grad_a, in.a.shape[0]); })
        .spoils("cotangent_forgotten", "C, whatever d̄", [](auto& out, const auto& in) {
          for (auto& g : out.grad_a) g /= in.cotangent.det;
        })
        .add("by_the_inverse", "d̄·det A·A⁻ᵀ: a singular matrix has no inverse, but cofactors",
             []<class T>(const DetVjp::In<T>& in) -> Result<DetVjp::Out<T>> {
               const auto det = Wings<Det>::fast(in);
               if (!det) return det.failure();
               const auto inverse = Wings<contract::linalg::Inverse>::fast(contract::linalg::Inverse::In<T>{in.a});
               if (!inverse) return DetVjp::Out<T>{Tensor<T>(in.a.shape)};
               DetVjp::Out<T> out{inverse->x};
               transpose_square(out.grad_a, in.a.shape[0]);
               for (T& g : out.grad_a) g *= in.cotangent.det * det->det;
               return out;
             })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
