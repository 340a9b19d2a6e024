#include <cmath>

#include "reference/contract/linalg/is_positive_definite.hpp"
#include "reference/contract/linalg/slogdet.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::IsPositiveDefinite;

template <class T>
bool lower_is_finite(const Tensor<T>& a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j <= i; ++j)
      if (!std::isfinite(a(i, j))) return false;
  return true;
}

const auto registered =
    mutants<IsPositiveDefinite>()
        .add("positive_diagonal", "every a_ii > 0",
             []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
               if (!lower_is_finite(in.a)) return domain("C1", "not finite");
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 if (!(in.a(i, i) > 0)) return IsPositiveDefinite::Out<T>{0};
               return IsPositiveDefinite::Out<T>{1};
             })
        .add("positive_determinant", "det A > 0",
             []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
               auto a = in.a;
               for (std::int64_t i = 0; i < a.shape[0]; ++i)
                 for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = a(j, i);
               const auto out = Wings<contract::linalg::Slogdet>::fast(contract::linalg::Slogdet::In<T>{a});
               if (!out) return out.failure();
               return IsPositiveDefinite::Out<T>{out->sign > 0 ? 1 : 0};
             })
        .add("semidefinite", "a pivot of 0 passes",
             []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
               IsPositiveDefinite::In<T> more = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) more.a(i, i) += std::fabs(in.a(i, i)) * T(1e-5);
               return Wings<IsPositiveDefinite>::fast(more);
             })
        .add("tolerance", "pivots below 10⁻⁸ count as 0, whatever the scale",
             []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
               IsPositiveDefinite::In<T> less = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) less.a(i, i) -= T(1e-8);
               return Wings<IsPositiveDefinite>::fast(less);
             })
        .add("dominant_diagonal", "a_ii > Σ |a_ij|, which is sufficient only",
             []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
               if (!lower_is_finite(in.a)) return domain("C1", "not finite");
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
                 T sum = 0;
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j)
                   if (j != i) sum += std::fabs(j < i ? in.a(i, j) : in.a(j, i));
                 if (!(in.a(i, i) > sum)) return IsPositiveDefinite::Out<T>{0};
               }
               return IsPositiveDefinite::Out<T>{1};
             });

}  // namespace
}  // namespace etalon::verify
