#include <algorithm>
#include <cmath>

#include "fast/linalg/matrix_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixNorm;

/// Something else of all entries, of a matrix that the fast wing accepts.
template <class T, class F>
Result<MatrixNorm::Out<T>> instead(const MatrixNorm::In<T>& in, F f) {
  auto out = fast::linalg::matrix_norm(in);
  if (out) out->norm = f(in.a);
  return out;
}

const auto registered =
    mutants<MatrixNorm>()
        .add("entrywise_sum", "Σ |a_ij|: the norm of A as a vector",
             []<class T>(const MatrixNorm::In<T>& in) -> Result<MatrixNorm::Out<T>> {
               return instead(in, [](const Tensor<T>& a) {
                 T sum = 0;
                 for (const T x : a) sum += std::fabs(x);
                 return sum;
               });
             })
        .add("entrywise_maximum", "max |a_ij|: the norm of A as a vector",
             []<class T>(const MatrixNorm::In<T>& in) -> Result<MatrixNorm::Out<T>> {
               return instead(in, [](const Tensor<T>& a) {
                 T largest = 0;
                 for (const T x : a) largest = std::max(largest, std::fabs(x));
                 return largest;
               });
             })
        .add("signed_sums", "|Σ a_ij| instead of Σ |a_ij|",
             []<class T>(const MatrixNorm::In<T>& in) -> Result<MatrixNorm::Out<T>> {
               return instead(in, [](const Tensor<T>& a) {
                 T largest = 0;
                 for (std::int64_t j = 0; j < a.shape[1]; ++j) {
                   T sum = 0;
                   for (std::int64_t i = 0; i < a.shape[0]; ++i) sum += a(i, j);
                   largest = std::max(largest, std::fabs(sum));
                 }
                 return largest;
               });
             })
        .add("rows", "the largest sum of a row where a column's is asked for",
             []<class T>(const MatrixNorm::In<T>& in) -> Result<MatrixNorm::Out<T>> {
               return fast::linalg::matrix_norm(in, MatrixNorm::Variant::infinity);
             })
        .add("ignores_not_finite", "NaN and infinity pass as 0",
             []<class T>(const MatrixNorm::In<T>& in) -> Result<MatrixNorm::Out<T>> {
               MatrixNorm::In<T> clean = in;
               for (T& x : clean.a)
                 if (!std::isfinite(x)) x = 0;
               return fast::linalg::matrix_norm(clean);
             });

}  // namespace
}  // namespace etalon::verify
