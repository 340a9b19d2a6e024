#include <cmath>

#include "reference/contract/optimization/nadam.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Nadam;

/// The scheduled step with other momenta: share(t) for μ, and what becomes of the product.
template <class T, class Share>
void spoil(Nadam::Out<T>& out, const Nadam::In<T>& in, Share share, T product_before, bool correct = true) {
  const T t = static_cast<T>(in.t), mu = share(t), mu_next = share(t + 1), product = out.product_next = product_before * mu;
  const T correction2 = correct ? -std::expm1(t * std::log(in.beta2)) : 1;
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T ahead = (1 - mu) * in.gradient[i] / (1 - product) + mu_next * out.m_next[i] / (1 - product * mu_next);
    out.theta_next[i] = in.theta[i] - in.learning_rate * ahead / (std::sqrt(out.v_next[i] / correction2) + in.epsilon);
  }
}
template <class T>
T share_of(const Nadam::In<T>& in, T t) {
  return in.beta1 * (1 - std::pow(T(0.96), t * in.momentum_decay) / 2);
}

const auto registered =
    mutants<Nadam>()
        .spoils("constant_by_default", "μ = β₁ throughout", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T) { return in.beta1; }, in.product);
        })
        .spoils("counter_behind", "t − 1 for t in the schedule: it starts at 0", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T t) { return share_of(in, t - 1); }, in.product);
        })
        .spoils("product_forgotten", "each step's product starts at 1", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T t) { return share_of(in, t); }, T(1));
        })
        .spoils("half_forgotten", "β₁(1 − 0.96^(tψ))", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T t) { return in.beta1 * (1 - std::pow(T(0.96), t * in.momentum_decay)); }, in.product);
        })
        .spoils("no_bias_correction", "√v′ as it is", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T t) { return share_of(in, t); }, in.product, false);
        })
        .spoils("decay_0.004", "ψ = 0.004 whatever it is", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          spoil(out, in, [&](T t) { return in.beta1 * (1 - std::pow(T(0.96), t * T(0.004)) / 2); }, in.product);
        })
        .spoils("stale_m", "the step is taken with m, before m′", []<class T>(Nadam::Out<T>& out, const Nadam::In<T>& in) {
          const auto m_next = out.m_next;
          out.m_next = in.m;
          spoil(out, in, [&](T t) { return share_of(in, t); }, in.product);
          out.m_next = m_next;
        });

const auto registered_run = mutants_of_run<contract::optimization::NadamRun>();

}  // namespace
}  // namespace etalon::verify
