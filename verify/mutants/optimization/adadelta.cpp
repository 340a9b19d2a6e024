#include <cmath>

#include "reference/contract/optimization/adadelta.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adadelta;

/// The step with another Δ, step(i, v′), and what of it u′ averages.
template <class T, class F>
void spoil(Adadelta::Out<T>& out, const Adadelta::In<T>& in, F step) {
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T delta = step(i, out.v_next[i]);
    out.u_next[i] = in.rho * in.u[i] + (1 - in.rho) * delta * delta;
    out.theta_next[i] = in.theta[i] - in.learning_rate * delta;
  }
}

const auto registered =
    mutants<Adadelta>()
        .spoils("epsilon_outside", "√u/(√v′ + ε): ε outside the roots", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T v) { return (std::sqrt(in.u[i]) + in.epsilon) / (std::sqrt(v) + in.epsilon) * in.gradient[i]; });
        })
        .spoils("epsilon_below_alone", "√u/√(v′ + ε): nothing ever starts to move", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T v) { return std::sqrt(in.u[i]) / std::sqrt(v + in.epsilon) * in.gradient[i]; });
        })
        .spoils("stale_v", "the step divides by √v, before v′", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T) { return std::sqrt(in.u[i] + in.epsilon) / std::sqrt(in.v[i] + in.epsilon) * in.gradient[i]; });
        })
        .spoils("next_u", "the step multiplies by √(u′ + ε)", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate * std::sqrt(out.u_next[i] + in.epsilon) / std::sqrt(out.v_next[i] + in.epsilon) * in.gradient[i];
        })
        .spoils("rate_in_the_state", "u′ averages (ηΔ)²", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const T step = in.learning_rate * std::sqrt(in.u[i] + in.epsilon) / std::sqrt(out.v_next[i] + in.epsilon) * in.gradient[i];
            out.u_next[i] = in.rho * in.u[i] + (1 - in.rho) * step * step;
          }
        })
        .spoils("gradients_in_the_state", "u′ averages g²", []<class T>(Adadelta::Out<T>& out, const Adadelta::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.u_next[i] = in.rho * in.u[i] + (1 - in.rho) * in.gradient[i] * in.gradient[i];
        });

const auto registered_run = mutants_of_run<contract::optimization::AdadeltaRun>();

}  // namespace
}  // namespace etalon::verify
