#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/adam.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adam;

/// The usual step with another rule: step(i, m′, v′, 1 − β₁ᵗ, 1 − β₂ᵗ) is what is taken off θᵢ; it may change m′ and v′.
template <class T, class Step>
void spoil(Adam::Out<T>& out, const Adam::In<T>& in, Step step, std::int64_t ahead = 0) {
  const T t = static_cast<T>(in.t) + static_cast<T>(ahead);
  const T correction1 = -std::expm1(t * std::log(in.beta1)), correction2 = -std::expm1(t * std::log(in.beta2));
  for (std::size_t i = 0; i < in.theta.size(); ++i)
    out.theta_next[i] = in.theta[i] - in.learning_rate * step(i, out.m_next[i], out.v_next[i], correction1, correction2);
}

const auto registered =
    mutants<Adam>()
        .spoils("no_bias_correction", "m′/(√v′ + ε): the averages' start at 0 is forgotten", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto, auto) { return m / (std::sqrt(v) + in.epsilon); });
        })
        .spoils("counter_ahead", "t + 1 for t: the counter is increased twice", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); }, 1);
        })
        .spoils("epsilon_inside", "√(v̂ + ε) under the name of √v̂ + ε", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return m / c1 / std::sqrt(v / c2 + in.epsilon); });
        })
        .spoils("epsilon_hat", "ε added before the correction, as in the paper's efficient order", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return std::sqrt(c2) / c1 * m / (std::sqrt(v) + in.epsilon); });
        })
        .spoils("correction_without_root", "√v′/(1 − β₂ᵗ)", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return m / c1 / (std::sqrt(v) / c2 + in.epsilon); });
        })
        .spoils("square_forgotten", "v′ averages |g| instead of g²", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t i, auto m, auto& v, auto c1, auto c2) {
            v = in.beta2 * in.v[i] + (1 - in.beta2) * std::abs(in.gradient[i]);
            return m / c1 / (std::sqrt(v / c2) + in.epsilon);
          });
        })
        .spoils("weight_decay", "a decay of 0.01 is on by default", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t i, auto m, auto v, auto c1, auto c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon) + in.theta[i] / 100; });
        })
        .spoils("stale_m", "the step is taken with m, before m′", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t i, auto, auto v, auto c1, auto c2) { return in.m[i] / c1 / (std::sqrt(v / c2) + in.epsilon); });
        })
        .spoils("amsgrad", "v never decreases", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t i, auto m, auto& v, auto c1, auto c2) {
            v = std::max(v, in.v[i]);
            return m / c1 / (std::sqrt(v / c2) + in.epsilon);
          });
        })
        .spoils("epsilon_of_keras", "10⁻⁷ whatever ε is", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return m / c1 / (std::sqrt(v / c2) + 1e-7f); });
        })
        .spoils("single_precision_state", "m and v are kept in float32", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto& m, auto& v, auto c1, auto c2) {
            m = static_cast<float>(m), v = static_cast<float>(v);
            return m / c1 / (std::sqrt(v / c2) + in.epsilon);
          });
        })
        .spoils("nan_where_idle", "no ε where v′ = 0: 0/0", [](auto& out, const auto& in) {
          spoil(out, in, [&](std::size_t, auto m, auto v, auto c1, auto c2) { return m / c1 / (v == 0 ? 0 : std::sqrt(v / c2) + in.epsilon); });
        });

const auto registered_run = mutants_of_run<contract::optimization::AdamRun>();

}  // namespace
}  // namespace etalon::verify
