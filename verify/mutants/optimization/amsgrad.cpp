#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/amsgrad.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Amsgrad;

/// The usual step with another rule: step(i, m′, V′, 1 − β₁ᵗ, 1 − β₂ᵗ) is what the rate multiplies; it may change them.
template <class T, class Step>
void spoil(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in, Step step, std::int64_t ahead = 0) {
  const T t = static_cast<T>(in.t) + static_cast<T>(ahead);
  const T correction1 = -std::expm1(t * std::log(in.beta1)), correction2 = -std::expm1(t * std::log(in.beta2));
  for (std::size_t i = 0; i < in.theta.size(); ++i)
    out.theta_next[i] = in.theta[i] - in.learning_rate * step(i, out.m_next[i], out.v_max_next[i], correction1, correction2);
}

const auto registered =
    mutants<Amsgrad>()
        .spoils("maximum_forgotten", "Adam's step under the name of AMSGrad", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T m, T, T c1, T c2) { return m / c1 / (std::sqrt(out.v_next[i] / c2) + in.epsilon); });
        })
        .spoils("maximum_with_v", "max(v, v′) for max(V, v′)", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T m, T& largest, T c1, T c2) {
            largest = std::max(in.v[i], out.v_next[i]);
            return m / c1 / (std::sqrt(largest / c2) + in.epsilon);
          });
        })
        .spoils("maximum_in_v", "the largest is written into v as well", [](auto& out, const auto&) { out.v_next = out.v_max_next; })
        .spoils("stale_maximum", "the step divides by the largest of before", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T m, T, T c1, T c2) { return m / c1 / (std::sqrt(in.v_max[i] / c2) + in.epsilon); });
        })
        .spoils("after_correction_by_default", "the largest of what is corrected", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T m, T& largest, T c1, T c2) {
            largest = std::max(in.v_max[i], out.v_next[i] / c2);
            return m / c1 / (std::sqrt(largest) + in.epsilon);
          });
        })
        .spoils("no_bias_correction", "m′/(√V′ + ε)", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T largest, T, T) { return m / (std::sqrt(largest) + in.epsilon); });
        })
        .spoils("counter_ahead", "t + 1 for t", []<class T>(Amsgrad::Out<T>& out, const Amsgrad::In<T>& in) {
          spoil(out, in, [&](std::size_t, T m, T largest, T c1, T c2) { return m / c1 / (std::sqrt(largest / c2) + in.epsilon); }, 1);
        });

const auto registered_run = mutants_of_run<contract::optimization::AmsgradRun>();

}  // namespace
}  // namespace etalon::verify
