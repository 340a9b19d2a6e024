#include "reference/contract/optimization/momentum.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Momentum;

/// The step with another velocity, f(v, g, in), of heavy_ball.
template <class T, class F>
void with_velocity(Momentum::Out<T>& out, const Momentum::In<T>& in, F f) {
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    out.velocity_next[i] = f(in.velocity[i], in.gradient[i]);
    out.theta_next[i] = out.next_point[i] = in.theta[i] - in.learning_rate * out.velocity_next[i];
  }
}

const auto registered =
    mutants<Momentum>()
        .spoils("stale_velocity", "the step is taken with v, before v′", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = out.next_point[i] = in.theta[i] - in.learning_rate * in.velocity[i];
        })
        .spoils("averaged", "v′ = μv + (1 − μ)g", [](auto& out, const auto& in) {
          with_velocity(out, in, [&](auto v, auto g) { return in.momentum * v + (1 - in.momentum) * g; });
        })
        .spoils("rate_inside", "v′ = μv + ηg, and η once more outside", [](auto& out, const auto& in) {
          with_velocity(out, in, [&](auto v, auto g) { return in.momentum * v + in.learning_rate * g; });
        })
        .spoils("nesterov_by_default", "θ − η(g + μv′)", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i)
            out.theta_next[i] = out.next_point[i] = in.theta[i] - in.learning_rate * (in.gradient[i] + in.momentum * out.velocity_next[i]);
        })
        .spoils("momentum_forgotten", "v′ = g", [](auto& out, const auto& in) {
          with_velocity(out, in, [](auto, auto g) { return g; });
        })
        .spoils("state_not_written", "the velocity stays as it was", [](auto& out, const auto& in) { out.velocity_next = in.velocity; });

}  // namespace
}  // namespace etalon::verify
