#include "reference/contract/optimization/bfgs.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Bfgs;

/// (I − f·ρsyᵀ)H(I − f·ρysᵀ) + r·ρssᵀ with ρ = 1/sᵀy, or what is given.
template <class T>
void spoil(Bfgs::Out<T>& out, const Bfgs::In<T>& in, const Tensor<T>& s, const Tensor<T>& y, T f, T r, T rho = 0) {
  const std::int64_t n = in.s.shape[0];
  T curvature = 0;
  for (std::int64_t i = 0; i < n; ++i) curvature += s[i] * y[i];
  if (curvature <= 0) return;
  if (rho == 0) rho = 1 / curvature;
  const auto given = [&](std::int64_t i, std::int64_t j) { return j <= i ? in.h(i, j) : in.h(j, i); };
  const auto a = [&](std::int64_t i, std::int64_t j) { return (i == j ? 1 : 0) - f * rho * s[i] * y[j]; };
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      out.h_next(i, j) = r * rho * s[i] * s[j];
      for (std::int64_t k = 0; k < n; ++k)
        for (std::int64_t l = 0; l < n; ++l) out.h_next(i, j) += a(i, k) * given(k, l) * a(j, l);
    }
}

const auto registered =
    mutants<Bfgs>()
        .spoils("secant_sign", "I + ρsyᵀ", []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) { spoil(out, in, in.s, in.y, T(-1), T(1)); })
        .spoils("last_sign", "− ρssᵀ", []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) { spoil(out, in, in.s, in.y, T(1), T(-1)); })
        .spoils("without_secant", "ρssᵀ is forgotten", []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) { spoil(out, in, in.s, in.y, T(1), T(0)); })
        .spoils("exchanged", "s and y exchanged: DFP's update of the other matrix", []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) { spoil(out, in, in.y, in.s, T(1), T(1)); })
        .spoils("rho_not_inverted", "ρ = sᵀy",
                []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) {
                  T rho = 0;
                  for (std::size_t i = 0; i < in.s.size(); ++i) rho += in.s[i] * in.y[i];
                  spoil(out, in, in.s, in.y, T(1), T(1), rho);
                })
        .spoils("one_side", "H(I − ρysᵀ) + ρssᵀ: not symmetric",
                []<class T>(Bfgs::Out<T>& out, const Bfgs::In<T>& in) {
                  const std::int64_t n = in.s.shape[0];
                  T curvature = 0;
                  for (std::int64_t i = 0; i < n; ++i) curvature += in.s[i] * in.y[i];
                  for (std::int64_t i = 0; i < n; ++i) {
                    T hy = 0;
                    for (std::int64_t k = 0; k < n; ++k) hy += (k <= i ? in.h(i, k) : in.h(k, i)) * in.y[k];
                    for (std::int64_t j = 0; j < n; ++j) out.h_next(i, j) = (j <= i ? in.h(i, j) : in.h(j, i)) - hy / curvature * in.s[j] + in.s[i] / curvature * in.s[j];
                  }
                })
        .add("guarded", "sᵀy ≤ 0 passes, with ρ from its absolute value",
             []<class T>(const Bfgs::In<T>& in, Bfgs::Variant variant) -> Result<Bfgs::Out<T>> {
               auto out = Wings<Bfgs>::fast(in, variant);
               return out ? out : Result<Bfgs::Out<T>>(Bfgs::Out<T>{in.h});
             });

}  // namespace
}  // namespace etalon::verify
