#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/nuclear_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NuclearNorm;

const auto registered =
    mutants<NuclearNorm>()
        .add("trace", "the trace, which is right for positive semidefinite matrices alone",
             []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
               auto out = Wings<NuclearNorm>::fast(in);
               if (!out) return out;
               out->norm = 0;
               for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i) out->norm += in.a(i, i);
               return out;
             })
        .add("frobenius", "√Σ σᵢ² for Σ σᵢ",
             []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
               auto out = Wings<NuclearNorm>::fast(in);
               if (!out) return out;
               out->norm = 0;
               for (T x : in.a) out->norm = std::hypot(out->norm, x);
               return out;
             })
        .add("sum_of_entries", "the sum of the absolute entries",
             []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
               auto out = Wings<NuclearNorm>::fast(in);
               if (!out) return out;
               out->norm = 0;
               for (T x : in.a) out->norm += std::abs(x);
               return out;
             })
        .add("mean", "the mean of the singular values",
             []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
               auto out = Wings<NuclearNorm>::fast(in);
               if (!out) return out;
               out->norm /= static_cast<T>(std::max<std::int64_t>(1, std::min(in.a.shape[0], in.a.shape[1])));
               return out;
             })
        .add("half_precision", "a sum with half of the bits",
             []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
               auto out = Wings<NuclearNorm>::fast(in);
               if (!out) return out;
               const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13), big = out->norm * splitter;
               if (std::isfinite(big)) out->norm = big - (big - out->norm);
               return out;
             });

}  // namespace
}  // namespace etalon::verify
