#include "reference/contract/optimization/nadam.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Nadam;

namespace {

/// β₁(1 − ½·0.96^(tψ)).
double share(double beta1, double psi, double t) {
  static const double logarithm = std::log(0.96);
  return beta1 * (1 - std::exp(t * psi * logarithm) / 2);
}

}  // namespace

/// 1 − β₁ᵗ⁺¹ = 1 − β₁ + β₁(1 − β₁ᵗ): nothing cancels.
template <>
const Fast<Nadam> Wings<Nadam>::fast = []<class T>(const Nadam::In<T>& in, Nadam::Variant variant) -> Result<Nadam::Out<T>> {
  const bool scheduled = variant == Nadam::Variant::scheduled;
  const double mu = scheduled ? share(in.beta1, in.momentum_decay, static_cast<double>(in.t)) : in.beta1, mu_next = scheduled ? share(in.beta1, in.momentum_decay, static_cast<double>(in.t) + 1) : in.beta1;
  const double product = in.product * mu, left = scheduled ? 1 - product : correction<double>(in.beta1, in.t), left_next = scheduled ? std::fma(-product, mu_next, 1.0) : std::fma(mu_next, left, 1 - mu_next);
  const T of_gradient = static_cast<T>(in.learning_rate * (1 - mu) / left), of_average = static_cast<T>(in.learning_rate * mu_next / left_next), unhat = 1 / std::sqrt(correction(in.beta2, in.t));
  const T beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon;
  if (auto failure = zero_denominator(epsilon, beta2, in.v, in.gradient)) return *std::move(failure);
  auto [theta, m, v] = map_to<3>([=]<class P>(const P& x, const P& mean, const P& square, const P& g) {
    const P m_next = average(beta1, mean, g);
    const auto v_next = average_square(beta2, square, g);
    const P divisor = v_next.root * P(unhat) + P(epsilon);
    return std::array{x - (multiple_of_quotient(of_gradient, g, divisor) + multiple_of_quotient(of_average, m_next, divisor)), m_next, v_next.value};
  }, in.theta, in.m, in.v, in.gradient);
  return Nadam::Out<T>{std::move(theta), std::move(m), std::move(v), scheduled ? static_cast<T>(product) : in.product};
};

template <>
const Fast<contract::optimization::NadamRun> Wings<contract::optimization::NadamRun>::fast = fast::optimization::run<contract::optimization::NadamRun>;

}  // namespace etalon
