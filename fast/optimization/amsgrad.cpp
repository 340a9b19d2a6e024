#include "reference/contract/optimization/amsgrad.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Amsgrad;

template <>
const Fast<Amsgrad> Wings<Amsgrad>::fast = []<class T>(const Amsgrad::In<T>& in, Amsgrad::Variant variant) -> Result<Amsgrad::Out<T>> {
  using enum Amsgrad::Variant;
  const T beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon;
  const T correction1 = variant == uncorrected ? T(1) : correction(beta1, in.t), correction2 = variant == uncorrected ? T(1) : correction(beta2, in.t);
  const T rate = in.learning_rate / correction1, before = variant == after_correction ? 1 / correction2 : T(1);
  const T after = variant == after_correction ? T(1) : 1 / std::sqrt(correction2), root_before = std::sqrt(before);
  for (std::size_t i = 0; i < in.theta.size() && epsilon == 0; ++i)
    if (in.v_max[i] == 0 && in.gradient[i] == 0 && (in.v[i] == 0 || beta2 == 0)) return zero_denominator(i);
  auto [theta, m, v, v_max] = map_to<4>([=]<class P>(const P& x, const P& mean, const P& square, const P& largest, const P& g) {
    const P m_next = average(beta1, mean, g);
    const auto v_next = average_square(beta2, square, g);
    const P root = max(sqrt(largest), v_next.root * P(root_before));
    return std::array{x - multiple_of_quotient(rate, m_next, root * P(after) + P(epsilon)), m_next, v_next.value, max(largest, v_next.value * P(before))};
  }, in.theta, in.m, in.v, in.v_max, in.gradient);
  return Amsgrad::Out<T>{std::move(theta), std::move(m), std::move(v), std::move(v_max)};
};

template <>
const Fast<contract::optimization::AmsgradRun> Wings<contract::optimization::AmsgradRun>::fast = fast::optimization::run<contract::optimization::AmsgradRun>;

}  // namespace etalon
