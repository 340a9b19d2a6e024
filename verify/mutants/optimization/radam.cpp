#include <cmath>
#include <optional>

#include "reference/contract/optimization/radam.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Radam;

/// The step with another rule for what r is: rectify(ρₜ, ρ∞) gives it, or nothing for momentum alone.
template <class T, class F>
void spoil(Radam::Out<T>& out, const Radam::In<T>& in, F rectify, std::int64_t ahead = 0, bool correct = true) {
  const T t = static_cast<T>(in.t) + static_cast<T>(ahead), c1 = -std::expm1(t * std::log(in.beta1)), c2 = -std::expm1(t * std::log(in.beta2));
  const T last = 2 / (1 - in.beta2) - 1, rho = last - 2 * t * (1 - c2) / c2;
  const std::optional<T> r = rectify(rho, last);
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T step = r ? *r * std::sqrt(correct ? c2 : 1) / (std::sqrt(out.v_next[i]) + in.epsilon) : 1;
    out.theta_next[i] = in.theta[i] - in.learning_rate * out.m_next[i] / (correct ? c1 : 1) * step;
  }
}
template <class T>
T rectified(T rho, T last) {
  return std::sqrt((rho - 4) * (rho - 2) * last / ((last - 4) * (last - 2) * rho));
}

const auto registered =
    mutants<Radam>()
        .spoils("from_the_first_step", "r = 1 where it is not known: Adam", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 5 ? rectified(rho, last) : T(1); });
        })
        .spoils("threshold_4", "rectified where ρₜ > 4", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 4 ? std::optional(rectified(rho, last)) : std::nullopt; });
        })
        .spoils("never_rectified", "r = 1 throughout", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T) -> std::optional<T> { return rho > 5 ? std::optional(T(1)) : std::nullopt; });
        })
        .spoils("root_forgotten", "r² for r", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 5 ? std::optional(rectified(rho, last) * rectified(rho, last)) : std::nullopt; });
        })
        .spoils("no_bias_correction", "m′ and v′ as they are", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 5 ? std::optional(rectified(rho, last)) : std::nullopt; }, 0, false);
        })
        .spoils("counter_behind", "t − 1 for t: the counter starts at 0", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 5 ? std::optional(rectified(rho, last)) : std::nullopt; }, -1);
        })
        .spoils("waits_without_moving", "no step at all until ρₜ is large enough", []<class T>(Radam::Out<T>& out, const Radam::In<T>& in) {
          spoil(out, in, [](T rho, T last) -> std::optional<T> { return rho > 5 ? rectified(rho, last) : T(0); });
        });

const auto registered_run = mutants_of_run<contract::optimization::RadamRun>();

}  // namespace
}  // namespace etalon::verify
