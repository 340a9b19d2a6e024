#include "reference/contract/optimization/lion.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Lion;

/// The step along the sign of another average.
template <class T, class F>
void spoil(Lion::Out<T>& out, const Lion::In<T>& in, F average) {
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T c = average(in.m[i], in.gradient[i], out.m_next[i]);
    out.theta_next[i] = in.theta[i] - in.learning_rate * (static_cast<T>((c > 0) - (c < 0)) + in.weight_decay * in.theta[i]);
  }
}

const auto registered =
    mutants<Lion>()
        .spoils("sign_of_the_state", "the sign of m′, with β₂ for β₁", []<class T>(Lion::Out<T>& out, const Lion::In<T>& in) { spoil(out, in, [](T, T, T m_next) { return m_next; }); })
        .spoils("sign_of_the_gradient", "signSGD", []<class T>(Lion::Out<T>& out, const Lion::In<T>& in) { spoil(out, in, [](T, T g, T) { return g; }); })
        .spoils("stale_m", "the sign of m, before this step", []<class T>(Lion::Out<T>& out, const Lion::In<T>& in) { spoil(out, in, [](T m, T, T) { return m; }); })
        .spoils("no_sign", "the average itself is the step", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate * (in.beta1 * in.m[i] + (1 - in.beta1) * in.gradient[i] + in.weight_decay * in.theta[i]);
        })
        .spoils("decay_without_rate", "θ loses λθ, whatever η is", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] += in.learning_rate * in.weight_decay * in.theta[i] - in.weight_decay * in.theta[i];
        })
        .spoils("state_of_the_step", "m′ is the average of the step, with β₁", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.m_next[i] = in.beta1 * in.m[i] + (1 - in.beta1) * in.gradient[i];
        })
        .spoils("sign_of_zero", "the sign of 0 is 1", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i)
            if (in.m[i] == 0 && in.gradient[i] == 0) out.theta_next[i] -= in.learning_rate;
        });

const auto registered_run = mutants_of_run<contract::optimization::LionRun>();

}  // namespace
}  // namespace etalon::verify
