#include "reference/contract/calculus/affine_coupling.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::AffineCoupling;
using contract::calculus::AffineCouplingVjp;

/// Σ s of a sample, which the fast wing took from its density.
template <class T>
T volume(const AffineCoupling::In<T>& in, const Tensor<T>& density, std::int64_t i) {
  T base = 0;
  for (std::int64_t j = 0; j < in.x.shape[1]; ++j) base -= in.x(i, j) * in.x(i, j) / 2 + T(0.91893853320467274);
  return base - density[i];
}

const auto registered =
    mutants<AffineCoupling>()
        .spoils("volume_sign", "+ log|det J| in place of −", []<class T>(AffineCoupling::Out<T>& out, const AffineCoupling::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) out.log_density[i] += 2 * volume(in, out.log_density, i);
        })
        .spoils("density_of_y", "N(y; 0, I) in place of N(x; 0, I)", []<class T>(AffineCoupling::Out<T>& out, const AffineCoupling::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.x.shape[1]; ++j) out.log_density[i] += (in.x(i, j) * in.x(i, j) - out.y(i, j) * out.y(i, j)) / 2;
        })
        .spoils("constant", "without ½d·log 2π", []<class T>(AffineCoupling::Out<T>& out, const AffineCoupling::In<T>& in) {
          for (T& density : out.log_density) density += static_cast<T>(in.x.shape[1]) * T(0.91893853320467274);
        })
        .spoils("shift_scaled", "(x₂ + t)·exp s", []<class T>(AffineCoupling::Out<T>& out, const AffineCoupling::In<T>& in) {
          const std::int64_t k = in.scale_weight.shape[1];
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = k; j < in.x.shape[1]; ++j) {
              T t = in.shift_bias[j - k];
              for (std::int64_t l = 0; l < k; ++l) t += in.shift_weight(j - k, l) * in.x(i, l);
              if (in.x(i, j) != 0) out.y(i, j) += t * ((out.y(i, j) - t) / in.x(i, j) - 1);
            }
        });

const auto registered_vjp =
    mutants<AffineCouplingVjp>()
        .spoils("density_forgotten", "the cotangent of the density is dropped", []<class T>(AffineCouplingVjp::Out<T>& out, const AffineCouplingVjp::In<T>& in) {
          auto without = in;
          for (T& entry : without.cotangent.log_density) entry = 0;
          out = *Wings<AffineCouplingVjp>::fast(without);
        })
        .spoils("scale_held", "x̄₁ as though s and t did not depend on x₁", []<class T>(AffineCouplingVjp::Out<T>& out, const AffineCouplingVjp::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t l = 0; l < in.scale_weight.shape[1]; ++l) out.grad_x(i, l) = in.cotangent.y(i, l) - in.cotangent.log_density[i] * in.x(i, l);
        })
        .spoils("last_sample", "the biases' sums over the samples keep the last alone", []<class T>(AffineCouplingVjp::Out<T>& out, const AffineCouplingVjp::In<T>& in) {
          const std::int64_t k = in.scale_weight.shape[1], n = in.x.shape[0];
          for (std::int64_t j = 0; j < out.grad_shift_bias.shape[0] && n > 0; ++j) out.grad_shift_bias[j] = in.cotangent.y(n - 1, k + j);
        });

}  // namespace
}  // namespace etalon::verify
