#include <cmath>

#include "reference/contract/optimization/adagrad.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adagrad;

/// The step with another denominator, f(s, s′, g).
template <class T, class F>
void over(Adagrad::Out<T>& out, const Adagrad::In<T>& in, F denominator, std::int64_t ahead = -1) {
  const T eta = in.learning_rate / (1 + (static_cast<T>(in.t) + static_cast<T>(ahead)) * in.learning_rate_decay);
  for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - eta * in.gradient[i] / denominator(in.sum[i], out.sum_next[i], in.gradient[i]);
}

const auto registered =
    mutants<Adagrad>()
        .spoils("epsilon_inside", "√(s′ + ε) under the name of √s′ + ε", [](auto& out, const auto& in) {
          over(out, in, [&](auto, auto s, auto) { return std::sqrt(s + in.epsilon); });
        })
        .spoils("stale_sum", "the step divides by √s, before s′", [](auto& out, const auto& in) {
          over(out, in, [&](auto s, auto, auto) { return std::sqrt(s) + in.epsilon; });
        })
        .spoils("root_forgotten", "g/(s′ + ε)", [](auto& out, const auto& in) {
          over(out, in, [&](auto, auto s, auto) { return s + in.epsilon; });
        })
        .spoils("decays_from_the_first", "the decay counts t, not t − 1", [](auto& out, const auto& in) {
          over(out, in, [&](auto, auto s, auto) { return std::sqrt(s) + in.epsilon; }, 0);
        })
        .spoils("decay_forgotten", "k is not looked at", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate * in.gradient[i] / (std::sqrt(out.sum_next[i]) + in.epsilon);
        })
        .spoils("averaged", "s forgets, as in RMSprop", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.sum_next[i] = (9 * in.sum[i] + in.gradient[i] * in.gradient[i]) / 10;
        })
        .spoils("sizes_summed", "s sums |g|", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.sum_next[i] = in.sum[i] + std::fabs(in.gradient[i]);
        });

const auto registered_run = mutants_of_run<contract::optimization::AdagradRun>();

}  // namespace
}  // namespace etalon::verify
