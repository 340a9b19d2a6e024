#include <algorithm>
#include <cmath>
#include <limits>

#include "reference/contract/linalg/frobenius_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::FrobeniusNorm;
using contract::linalg::FrobeniusNormGradient;

const auto registered =
    mutants<FrobeniusNorm>()
        .spoils("naive", "squares leave the range", []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
          T sum = 0;
          for (const auto x : in.a) sum += x * x;
          out.norm = std::sqrt(sum);
        })
        .spoils("squared", "the root is forgotten", [](auto& out, const auto&) { out.norm *= out.norm; })
        .spoils("root_mean_square", "divided by √(mn)", []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
          if (in.a.size() > 0) out.norm /= std::sqrt(static_cast<T>(in.a.size()));
        })
        .spoils("largest_entry", "max |a_ij|", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::max(out.norm, std::abs(x));
        })
        .spoils("flushed", "entries below the smallest root of a normal number count as 0",
                []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
                  T top = 0;
                  for (const auto x : in.a) top = std::max(top, std::abs(x));
                  if (top < std::sqrt(std::numeric_limits<T>::min())) out.norm = 0;
                });

/// The fast gradient over what `divisor` says.
template <class T, class F>
void over(FrobeniusNormGradient::Out<T>& out, const FrobeniusNormGradient::In<T>& in, F divisor) {
  for (std::size_t i = 0; i < in.a.size(); ++i) out.grad_a[i] = in.a[i] / divisor(Wings<FrobeniusNorm>::fast(in)->norm);
}

const auto registered_gradient =
    mutants<FrobeniusNormGradient>()
        .spoils("of_the_square", "2A: the gradient of ‖A‖_F²", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.a.size(); ++i) out.grad_a[i] = 2 * in.a[i];
        })
        .spoils("over_the_square", "A/‖A‖_F²", []<class T>(FrobeniusNormGradient::Out<T>& out, const FrobeniusNormGradient::In<T>& in) {
          over(out, in, [](T norm) { return norm * norm; });
        })
        .spoils("epsilon", "A/(‖A‖_F + 10⁻⁶), so that nothing is divided by 0", []<class T>(FrobeniusNormGradient::Out<T>& out, const FrobeniusNormGradient::In<T>& in) {
          over(out, in, [](T norm) { return norm + T(1e-6); });
        })
        .spoils("norm_unscaled", "the norm of subnormal entries, as it is rounded", []<class T>(FrobeniusNormGradient::Out<T>& out, const FrobeniusNormGradient::In<T>& in) {
          over(out, in, [](T norm) { return norm; });
        });

}  // namespace
}  // namespace etalon::verify
