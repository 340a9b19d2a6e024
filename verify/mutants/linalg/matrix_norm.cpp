#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixNorm;
using Variant = MatrixNorm::Variant;

const auto registered =
    mutants<MatrixNorm>()
        .add("other_axis", "rows for columns",
             []<class T>(const MatrixNorm::In<T>& in, Variant v) { return Wings<MatrixNorm>::fast(in, v == Variant::one ? Variant::infinity : Variant::one); })
        .spoils("largest_entry", "max |a_ij|", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::max(out.norm, std::fabs(x));
        })
        .spoils("frobenius", "the default of many libraries", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::hypot(out.norm, x);
        })
        .spoils("all_entries", "Σ |a_ij|, as of a vector", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm += std::fabs(x);
        })
        .spoils("signs_kept", "|Σ a_ij|, the absolute value taken of the sum", []<class T>(MatrixNorm::Out<T>& out, const MatrixNorm::In<T>& in, Variant v) {
          out.norm = 0;
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
          for (std::int64_t k = 0; k < (v == Variant::one ? n : m); ++k) {
            T sum = 0;
            for (std::int64_t l = 0; l < (v == Variant::one ? m : n); ++l) sum += v == Variant::one ? in.a(l, k) : in.a(k, l);
            out.norm = std::max(out.norm, std::fabs(sum));
          }
        });

}  // namespace
}  // namespace etalon::verify
