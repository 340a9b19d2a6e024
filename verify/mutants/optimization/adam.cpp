#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/adam.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adam;

/// The usual step with another rule: step(i, m′, v′, 1 − β₁ᵗ, 1 − β₂ᵗ) is what is taken off θᵢ; it may change m′ and v′.
template <class T, class Step>
Result<Adam::Out<T>> with(const Adam::In<T>& in, Step step, std::int64_t ahead = 0) {
  auto out = Wings<Adam>::fast(in);
  if (!out) return out;
  const T t = static_cast<T>(in.t) + static_cast<T>(ahead);
  const T correction1 = -std::expm1(t * std::log(in.beta1)), correction2 = -std::expm1(t * std::log(in.beta2));
  for (std::size_t i = 0; i < in.theta.size(); ++i)
    out->theta_next[i] = in.theta[i] - in.learning_rate * step(i, out->m_next[i], out->v_next[i], correction1, correction2);
  return out;
}

const auto registered =
    mutants<Adam>()
        .add("no_bias_correction", "m′/(√v′ + ε): the averages' start at 0 is forgotten",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T, T) { return m / (std::sqrt(v) + in.epsilon); });
             })
        .add("counter_ahead", "t + 1 for t: the counter is increased twice",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon); }, 1);
             })
        .add("epsilon_inside", "√(v̂ + ε) under the name of √v̂ + ε",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / std::sqrt(v / c2 + in.epsilon); });
             })
        .add("epsilon_hat", "ε added before the correction, as in the paper's efficient order",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return std::sqrt(c2) / c1 * m / (std::sqrt(v) + in.epsilon); });
             })
        .add("correction_without_root", "√v′/(1 − β₂ᵗ)",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v) / c2 + in.epsilon); });
             })
        .add("square_forgotten", "v′ averages |g| instead of g²",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t i, T m, T& v, T c1, T c2) {
                 v = in.beta2 * in.v[i] + (1 - in.beta2) * std::abs(in.gradient[i]);
                 return m / c1 / (std::sqrt(v / c2) + in.epsilon);
               });
             })
        .add("weight_decay", "a decay of 0.01 is on by default",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t i, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + in.epsilon) + T(0.01) * in.theta[i]; });
             })
        .add("stale_m", "the step is taken with m, before m′",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t i, T, T v, T c1, T c2) { return in.m[i] / c1 / (std::sqrt(v / c2) + in.epsilon); });
             })
        .add("amsgrad", "v never decreases",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t i, T m, T& v, T c1, T c2) {
                 v = std::max(v, in.v[i]);
                 return m / c1 / (std::sqrt(v / c2) + in.epsilon);
               });
             })
        .add("epsilon_of_keras", "10⁻⁷ whatever ε is",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (std::sqrt(v / c2) + T(1e-7)); });
             })
        .add("single_precision_state", "m and v are kept in float32",
             []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
               return with(in, [&](std::size_t, T& m, T& v, T c1, T c2) {
                 m = static_cast<float>(m), v = static_cast<float>(v);
                 return m / c1 / (std::sqrt(v / c2) + in.epsilon);
               });
             })
        .add("nan_where_idle", "no ε where v′ = 0: 0/0", []<class T>(const Adam::In<T>& in) -> Result<Adam::Out<T>> {
          return with(in, [&](std::size_t, T m, T v, T c1, T c2) { return m / c1 / (v == 0 ? T(0) : std::sqrt(v / c2) + in.epsilon); });
        });

}  // namespace
}  // namespace etalon::verify
