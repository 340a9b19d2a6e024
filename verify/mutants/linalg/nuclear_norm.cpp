#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/nuclear_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NuclearNorm;
using contract::linalg::NuclearNormGradient;

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

const auto registered_gradient =
    mutants<NuclearNormGradient>()
        .spoils("transposed", "VUᵀ where that has the shape", [](auto& out, const auto& in) {
          if (in.a.shape[0] == in.a.shape[1])
            for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) std::swap(out.grad_a(i, j), out.grad_a(j, i));
        })
        .spoils("identity", "I: the gradient of the trace", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.a.shape[1]; ++j) out.grad_a(i, j) = i == j ? 1 : 0;
        })
        .spoils("of_the_frobenius_norm", "A/‖A‖_F", []<class T>(NuclearNormGradient::Out<T>& out, const NuclearNormGradient::In<T>& in) {
          T norm = 0;
          for (const auto x : in.a) norm = std::hypot(norm, x);
          for (std::size_t i = 0; i < in.a.size(); ++i) out.grad_a[i] = norm > 0 ? in.a[i] / norm : 0;
        })
        .spoils("mean", "of the mean of the singular values", []<class T>(NuclearNormGradient::Out<T>& out, const NuclearNormGradient::In<T>& in) {
          for (auto& x : out.grad_a) x /= static_cast<T>(std::min(in.a.shape[0], in.a.shape[1]));
        })
        .spoils("half_precision", "a gradient with half of the bits", []<class T>(NuclearNormGradient::Out<T>& out, const NuclearNormGradient::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.grad_a) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
