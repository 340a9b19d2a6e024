#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/adamax.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adamax;

/// The step with another u′ and divisor.
template <class T, class F>
void spoil(Adamax::Out<T>& out, const Adamax::In<T>& in, F divisor, bool correct = true, std::int64_t ahead = 0) {
  const T correction1 = correct ? -std::expm1((static_cast<T>(in.t) + static_cast<T>(ahead)) * std::log(in.beta1)) : 1;
  for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate / correction1 * out.m_next[i] / divisor(i, out.u_next[i]);
}

const auto registered =
    mutants<Adamax>()
        .spoils("no_bias_correction", "α·m′/u′", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) { spoil(out, in, [](std::size_t, T u) { return u; }, false); })
        .spoils("counter_ahead", "t + 1 for t", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) { spoil(out, in, [](std::size_t, T u) { return u; }, true, 1); })
        .spoils("epsilon_outside", "m′/(max(β₂u, |g|) + ε)", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T& u) { return (u = std::max(in.beta2 * in.u[i], std::fabs(in.gradient[i]))) + in.epsilon; });
        })
        .spoils("stale_u", "the step divides by u, before u′", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T) { return in.u[i] + in.epsilon; });
        })
        .spoils("never_forgets", "max(u, |g| + ε)", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T& u) { return u = std::max(in.u[i], std::fabs(in.gradient[i]) + in.epsilon); });
        })
        .spoils("sign_kept", "max(β₂u, g + ε): the size of g is forgotten", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T& u) { return u = std::max(in.beta2 * in.u[i], in.gradient[i] + in.epsilon); });
        })
        .spoils("averaged", "β₂u + (1 − β₂)|g|", []<class T>(Adamax::Out<T>& out, const Adamax::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T& u) { return (u = in.beta2 * in.u[i] + (1 - in.beta2) * std::fabs(in.gradient[i])) + in.epsilon; });
        });

const auto registered_run = mutants_of_run<contract::optimization::AdamaxRun>();

}  // namespace
}  // namespace etalon::verify
