#include "reference/contract/calculus/planar_flow.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::PlanarFlow;
using contract::calculus::PlanarFlowVjp;

/// log N(x; 0, I) of a sample.
template <class T>
T base(const PlanarFlow::In<T>& in, std::int64_t i) {
  T density = 0;
  for (std::int64_t j = 0; j < in.x.shape[1]; ++j) density -= in.x(i, j) * in.x(i, j) / 2 + T(0.91893853320467274);
  return density;
}

const auto registered =
    mutants<PlanarFlow>()
        .spoils("volume_sign", "+ log|det J| in place of −", []<class T>(PlanarFlow::Out<T>& out, const PlanarFlow::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) out.log_density[i] = 2 * base(in, i) - out.log_density[i];
        })
        .spoils("volume_forgotten", "log N(x) alone", []<class T>(PlanarFlow::Out<T>& out, const PlanarFlow::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) out.log_density[i] = base(in, i);
        })
        .spoils("directions_exchanged", "y = x + w·tanh(uᵀx + b)", []<class T>(PlanarFlow::Out<T>& out, const PlanarFlow::In<T>& in) {
          auto exchanged = in;
          std::swap(exchanged.u, exchanged.w);
          out.y = Wings<PlanarFlow>::fast(exchanged)->y;
        })
        .spoils("bias_forgotten", "tanh(wᵀx)", []<class T>(PlanarFlow::Out<T>& out, const PlanarFlow::In<T>& in) {
          auto without = in;
          without.b = 0;
          out = *Wings<PlanarFlow>::fast(without);
        });

const auto registered_vjp =
    mutants<PlanarFlowVjp>()
        .spoils("density_forgotten", "the cotangent of the density is dropped", []<class T>(PlanarFlowVjp::Out<T>& out, const PlanarFlowVjp::In<T>& in) {
          auto without = in;
          for (T& entry : without.cotangent.log_density) entry = 0;
          out = *Wings<PlanarFlowVjp>::fast(without);
        })
        .spoils("move_forgotten", "x̄ = ȳ − ℓ̄x", []<class T>(PlanarFlowVjp::Out<T>& out, const PlanarFlowVjp::In<T>& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.x.shape[1]; ++j) out.grad_x(i, j) = in.cotangent.y(i, j) - in.cotangent.log_density[i] * in.x(i, j);
        })
        .spoils("exchanged", "ū and w̄ exchanged", []<class T>(PlanarFlowVjp::Out<T>& out, const PlanarFlowVjp::In<T>&) {
          std::swap(out.grad_u, out.grad_w);
        });

}  // namespace
}  // namespace etalon::verify
