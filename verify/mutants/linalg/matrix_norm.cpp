#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixNorm;
using Variant = MatrixNorm::Variant;

template <class T, class F>
Result<MatrixNorm::Out<T>> instead(const MatrixNorm::In<T>& in, Variant v, F norm) {
  auto out = Wings<MatrixNorm>::fast(in, v);
  if (out) out->norm = norm(out->norm);
  return out;
}

const auto registered =
    mutants<MatrixNorm>()
        .add("other_axis", "rows for columns",
             []<class T>(const MatrixNorm::In<T>& in, Variant v) { return Wings<MatrixNorm>::fast(in, v == Variant::one ? Variant::infinity : Variant::one); })
        .add("largest_entry", "max |a_ij|",
             []<class T>(const MatrixNorm::In<T>& in, Variant v) {
               return instead(in, v, [&](T) {
                 T largest = 0;
                 for (const T x : in.a) largest = std::max(largest, std::fabs(x));
                 return largest;
               });
             })
        .add("frobenius", "the default of many libraries",
             []<class T>(const MatrixNorm::In<T>& in, Variant v) {
               return instead(in, v, [&](T) {
                 T norm = 0;
                 for (const T x : in.a) norm = std::hypot(norm, x);
                 return norm;
               });
             })
        .add("all_entries", "Σ |a_ij|, as of a vector",
             []<class T>(const MatrixNorm::In<T>& in, Variant v) {
               return instead(in, v, [&](T) {
                 T sum = 0;
                 for (const T x : in.a) sum += std::fabs(x);
                 return sum;
               });
             })
        .add("signs_kept", "|Σ a_ij|, the absolute value taken of the sum", []<class T>(const MatrixNorm::In<T>& in, Variant v) {
          return instead(in, v, [&](T) {
            T largest = 0;
            const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
            for (std::int64_t k = 0; k < (v == Variant::one ? n : m); ++k) {
              T sum = 0;
              for (std::int64_t l = 0; l < (v == Variant::one ? m : n); ++l) sum += v == Variant::one ? in.a(l, k) : in.a(k, l);
              largest = std::max(largest, std::fabs(sum));
            }
            return largest;
          });
        });

}  // namespace
}  // namespace etalon::verify
