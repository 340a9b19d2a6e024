#include "reference/contract/calculus/planar_flow_inverse.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::PlanarFlowInverse;
using contract::calculus::PlanarFlowInverseVjp;

const auto registered =
    mutants<PlanarFlowInverse>()
        .spoils("fixed_point_once", "x = y − u·tanh(wᵀy + b): one step of a fixed point for all", []<class T>(PlanarFlowInverse::Out<T>& out, const PlanarFlowInverse::In<T>& in) {
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i) {
            T a = in.b;
            for (std::int64_t j = 0; j < in.y.shape[1]; ++j) a += in.w[j] * in.y(i, j);
            for (std::int64_t j = 0; j < in.y.shape[1]; ++j) out.x(i, j) = in.y(i, j) - in.u[j] * std::tanh(a);
          }
        })
        .spoils("forward", "y + (y − x): moved the same way again", []<class T>(PlanarFlowInverse::Out<T>& out, const PlanarFlowInverse::In<T>& in) {
          for (std::size_t k = 0; k < out.x.size(); ++k) out.x[k] = 2 * in.y[k] - out.x[k];
        })
        .spoils("of_y", "the density of y where x is meant: log N(y; 0, I) in its place", []<class T>(PlanarFlowInverse::Out<T>& out, const PlanarFlowInverse::In<T>& in) {
          const std::int64_t d = in.y.shape[1];
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i)
            for (std::int64_t j = 0; j < d; ++j) out.log_density[i] += (out.x(i, j) * out.x(i, j) - in.y(i, j) * in.y(i, j)) / 2;
        })
        .spoils("bias_forgotten", "tanh(wᵀx)", []<class T>(PlanarFlowInverse::Out<T>& out, const PlanarFlowInverse::In<T>& in) {
          auto without = in;
          without.b = 0;
          out = *Wings<PlanarFlowInverse>::fast(without);
        });

const auto registered_vjp =
    mutants<PlanarFlowInverseVjp>()
        .spoils("density_forgotten", "the cotangent of the density is dropped", []<class T>(PlanarFlowInverseVjp::Out<T>& out, const PlanarFlowInverseVjp::In<T>& in) {
          auto without = in;
          for (T& entry : without.cotangent.log_density) entry = 0;
          out = *Wings<PlanarFlowInverseVjp>::fast(without);
        })
        .spoils("solution_held", "α held fixed: ȳ = x̂, b̄ = 0", []<class T>(PlanarFlowInverseVjp::Out<T>& out, const PlanarFlowInverseVjp::In<T>& in) {
          const auto x = Wings<PlanarFlowInverse>::fast(PlanarFlowInverse::In<T>{in.y, in.u, in.w, in.b})->x;
          for (std::int64_t i = 0; i < in.y.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.y.shape[1]; ++j) out.grad_y(i, j) = in.cotangent.x(i, j) - in.cotangent.log_density[i] * x(i, j);
          out.grad_b = 0;
        })
        .spoils("exchanged", "ū and w̄ exchanged", []<class T>(PlanarFlowInverseVjp::Out<T>& out, const PlanarFlowInverseVjp::In<T>&) { std::swap(out.grad_u, out.grad_w); });

}  // namespace
}  // namespace etalon::verify
