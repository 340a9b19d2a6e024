#include "reference/contract/calculus/affine_coupling_inverse.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::AffineCouplingInverse;
using contract::calculus::AffineCouplingInverseVjp;

const auto registered =
    mutants<AffineCouplingInverse>()
        .spoils("scaled_again", "exp(+s): the layer once more in place of its inverse", []<class T>(AffineCouplingInverse::Out<T>& out, const AffineCouplingInverse::In<T>& in) {
          auto mirrored = in;
          for (auto* all : {&mirrored.scale_weight, &mirrored.scale_bias})
            for (T& entry : *all) entry = -entry;
          out.x = Wings<AffineCouplingInverse>::fast(mirrored)->x;
        })
        .spoils("shift_after", "y₂·exp(−s) − t", []<class T>(AffineCouplingInverse::Out<T>& out, const AffineCouplingInverse::In<T>& in) {
          auto still = in;
          for (auto* all : {&still.shift_weight, &still.shift_bias})
            for (T& entry : *all) entry = 0;
          const auto x = Wings<AffineCouplingInverse>::fast(still)->x;
          const std::int64_t k = in.scale_weight.shape[1];
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i)
            for (std::int64_t j = k; j < in.y.shape[1]; ++j) {
              T t = in.shift_bias[j - k];
              for (std::int64_t l = 0; l < k; ++l) t += in.shift_weight(j - k, l) * in.y(i, l);
              out.x(i, j) = x(i, j) - t;
            }
        })
        .spoils("density_of_y", "N(y; 0, I): the volume and the inverse are forgotten", []<class T>(AffineCouplingInverse::Out<T>& out, const AffineCouplingInverse::In<T>& in) {
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i) {
            out.log_density[i] = 0;
            for (std::int64_t j = 0; j < in.y.shape[1]; ++j) out.log_density[i] -= in.y(i, j) * in.y(i, j) / 2 + T(0.91893853320467274);
          }
        });

const auto registered_vjp =
    mutants<AffineCouplingInverseVjp>()
        .spoils("density_forgotten", "the cotangent of the density is dropped", []<class T>(AffineCouplingInverseVjp::Out<T>& out, const AffineCouplingInverseVjp::In<T>& in) {
          auto without = in;
          for (T& entry : without.cotangent.log_density) entry = 0;
          out = *Wings<AffineCouplingInverseVjp>::fast(without);
        })
        .spoils("shift_sign", "t̄ = +ȳ₂", []<class T>(AffineCouplingInverseVjp::Out<T>& out, const AffineCouplingInverseVjp::In<T>&) {
          for (auto* all : {&out.grad_shift_weight, &out.grad_shift_bias})
            for (T& entry : *all) entry = -entry;
        })
        .spoils("scale_held", "ȳ₁ as though s and t did not depend on y₁", []<class T>(AffineCouplingInverseVjp::Out<T>& out, const AffineCouplingInverseVjp::In<T>& in) {
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i)
            for (std::int64_t l = 0; l < in.scale_weight.shape[1]; ++l) out.grad_y(i, l) = in.cotangent.x(i, l) - in.cotangent.log_density[i] * in.y(i, l);
        });

}  // namespace
}  // namespace etalon::verify
