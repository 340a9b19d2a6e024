#include "reference/contract/optimization/radam.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Radam;

/// The coefficients in double: where ρₜ is large two numbers of its size cancel.
template <>
const Fast<Radam> Wings<Radam>::fast = []<class T>(const Radam::In<T>& in, Radam::Variant variant) -> Result<Radam::Out<T>> {
  using enum Radam::Variant;
  const double beta2 = in.beta2, correction2 = correction(beta2, in.t), left = 1 - correction2;
  const double last = (1 + beta2) / (1 - beta2), rho = last - (left > 0 ? 2 * static_cast<double>(in.t) * left / correction2 : 0);
  const bool rectified = variant == above_5 ? rho > 5 : variant == at_least_5 ? rho >= 5 : rho > 4;
  const double r = rectified ? std::sqrt((rho - 4) / (last - 4) * ((rho - 2) / (last - 2)) * (last / rho)) : 1, root_of_correction2 = std::sqrt(correction2);
  const bool hat_outside = variant == above_5;
  const T rate = static_cast<T>(in.learning_rate / correction(static_cast<double>(in.beta1), in.t) * r * (rectified && hat_outside ? root_of_correction2 : 1)), unhat = static_cast<T>(1 / root_of_correction2);
  const T beta1 = in.beta1, beta2_of_v = in.beta2, epsilon = in.epsilon;
  if (auto failure = rectified ? zero_denominator(epsilon, beta2_of_v, in.v, in.gradient) : std::nullopt) return *std::move(failure);
  auto [theta, m, v] = map_to<3>([=]<class P>(const P& x, const P& mean, const P& square, const P& g) {
    const P m_next = average(beta1, mean, g);
    const auto v_next = average_square(beta2_of_v, square, g);
    const P divisor = (hat_outside ? v_next.root : v_next.root * P(unhat)) + P(epsilon);
    return std::array{rectified ? x - multiple_of_quotient(rate, m_next, divisor) : fma(P(-rate), m_next, x), m_next, v_next.value};
  }, in.theta, in.m, in.v, in.gradient);
  return Radam::Out<T>{std::move(theta), std::move(m), std::move(v)};
};

template <>
const Fast<contract::optimization::RadamRun> Wings<contract::optimization::RadamRun>::fast = fast::optimization::run<contract::optimization::RadamRun>;

}  // namespace etalon
