#include "reference/contract/optimization/nadam.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
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
  const T of_gradient = static_cast<T>(in.learning_rate * (1 - mu) / left), of_average = static_cast<T>(in.learning_rate * mu_next / left_next), root_of_correction2 = std::sqrt(correction(in.beta2, in.t));
  Nadam::Out<T> out{in.theta, in.m, in.v, scheduled ? static_cast<T>(product) : in.product};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T v = in.v[i], g = in.gradient[i];
    if (in.epsilon == 0 && vanishes(in.beta2, v, g)) return zero_denominator(i);
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g);
    out.v_next[i] = average_square(in.beta2, v, g);
    const T divisor = root_of_average(in.beta2, v, g) / root_of_correction2 + in.epsilon;
    out.theta_next[i] = in.theta[i] - (multiple_of_quotient(of_gradient, g, divisor) + multiple_of_quotient(of_average, m, divisor));
  }
  return out;
};

}  // namespace etalon
