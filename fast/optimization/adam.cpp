#include "reference/contract/optimization/adam.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Adam;

template <>
const Fast<Adam> Wings<Adam>::fast = []<class T>(const Adam::In<T>& in, Adam::Variant variant) -> Result<Adam::Out<T>> {
  using enum Adam::Variant;
  const T beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon, hat = std::sqrt(correction(beta2, in.t)), unhat = 1 / hat;
  const T rate = in.learning_rate / correction(beta1, in.t) * (variant == epsilon_hat ? hat : T(1)), root_of_epsilon = std::sqrt(epsilon);
  if (auto failure = zero_denominator(epsilon, beta2, in.v, in.gradient)) return *std::move(failure);
  auto [theta, m, v] = map_to<3>([=]<class P>(const P& x, const P& mean, const P& square, const P& g) {
    const P m_next = average(beta1, mean, g);
    const auto v_next = average_square(beta2, square, g);
    const P root = variant == epsilon_hat ? v_next.root : v_next.root * P(unhat);
    const P divisor = variant == epsilon_inside ? length(root, P(root_of_epsilon)) : root + P(epsilon);
    return std::array{x - multiple_of_quotient(rate, m_next, divisor), m_next, v_next.value};
  }, in.theta, in.m, in.v, in.gradient);
  return Adam::Out<T>{std::move(theta), std::move(m), std::move(v)};
};

template <>
const Fast<contract::optimization::AdamRun> Wings<contract::optimization::AdamRun>::fast = fast::optimization::run<contract::optimization::AdamRun>;

}  // namespace etalon
