#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/nuclear_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NuclearNorm;

const auto registered =
    mutants<NuclearNorm>()
        .spoils("trace", "the trace, which is right for positive semidefinite matrices alone", [](auto& out, const auto& in) {
          out.norm = 0;
          for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i) out.norm += in.a(i, i);
        })
        .spoils("frobenius", "√Σ σᵢ² for Σ σᵢ", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::hypot(out.norm, x);
        })
        .spoils("sum_of_entries", "the sum of the absolute entries", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm += std::abs(x);
        })
        .spoils("mean", "the mean of the singular values", []<class T>(NuclearNorm::Out<T>& out, const NuclearNorm::In<T>& in) {
          out.norm /= static_cast<T>(std::max<std::int64_t>(1, std::min(in.a.shape[0], in.a.shape[1])));
        })
        .spoils("half_precision", "a sum with half of the bits", []<class T>(NuclearNorm::Out<T>& out, const NuclearNorm::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13), big = out.norm * splitter;
          if (std::isfinite(big)) out.norm = big - (big - out.norm);
        });

}  // namespace
}  // namespace etalon::verify
