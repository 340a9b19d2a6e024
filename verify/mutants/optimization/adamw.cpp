#include <cmath>

#include "reference/contract/optimization/adamw.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adamw;

/// The usual step with another rule: step(i, m′, v′, 1 − β₁ᵗ, 1 − β₂ᵗ) is what the rate multiplies; it may change m′ and v′.
template <class T, class Step>
void spoil(Adamw::Out<T>& out, const Adamw::In<T>& in, Step step, T kept = 1, std::int64_t ahead = 0) {
  const T t = static_cast<T>(in.t) + static_cast<T>(ahead);
  const T correction1 = -std::expm1(t * std::log(in.beta1)), correction2 = -std::expm1(t * std::log(in.beta2));
  for (std::size_t i = 0; i < in.theta.size(); ++i)
    out.theta_next[i] = kept * in.theta[i] - in.learning_rate * step(i, out.m_next[i], out.v_next[i], correction1, correction2);
}

const auto registered =
    mutants<Adamw>()
        .spoils("coupled_by_default", "the decay joins the gradient", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T& m, T& v, T c1, T c2) {
            const T g = in.gradient[i] + in.weight_decay * in.theta[i];
            m = in.beta1 * in.m[i] + (1 - in.beta1) * g, v = in.beta2 * in.v[i] + (1 - in.beta2) * g * g;
            return m / c1 / (std::sqrt(v / c2) + in.epsilon);
          });
        })
        .spoils("decay_without_rate", "θ loses λθ, whatever α is", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); }, 1 - in.weight_decay);
        })
        .spoils("decays_what_comes_out", "the step is taken first, and decays too", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); });
          for (T& x : out.theta_next) x *= 1 - in.learning_rate * in.weight_decay;
        })
        .spoils("no_bias_correction", "m′/(√v′ + ε)", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T v, T, T) { return m / (std::sqrt(v) + in.epsilon); }, 1 - in.learning_rate * in.weight_decay);
        })
        .spoils("counter_behind", "t − 1 for t: the counter starts at 0", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); }, 1 - in.learning_rate * in.weight_decay, -1);
        })
        .spoils("stale_v", "the step divides by √v, before v′", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T m, T, T c1, T c2) { return m / c1 / (std::sqrt(in.v[i] / c2) + in.epsilon); }, 1 - in.learning_rate * in.weight_decay);
        })
        .spoils("decay_forgotten", "λ is not looked at", []<class T>(Adamw::Out<T>& out, const Adamw::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); });
        });

const auto registered_run = mutants_of_run<contract::optimization::AdamwRun>();

}  // namespace
}  // namespace etalon::verify
