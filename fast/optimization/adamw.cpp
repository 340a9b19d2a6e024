#include "reference/contract/optimization/adamw.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Adamw;

template <>
const Fast<Adamw> Wings<Adamw>::fast = []<class T>(const Adamw::In<T>& in, Adamw::Variant variant) -> Result<Adamw::Out<T>> {
  using enum Adamw::Variant;
  const T beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon, rate = in.learning_rate / correction(beta1, in.t), unhat = 1 / std::sqrt(correction(beta2, in.t));
  const T decay = variant == scaled ? in.learning_rate * in.weight_decay : variant == unscaled ? in.weight_decay : T(0), coupling = variant == coupled ? in.weight_decay : T(0);
  if (epsilon == 0)
    for (std::size_t i = 0; i < in.theta.size(); ++i)
      if (std::fma(coupling, in.theta[i], in.gradient[i]) == 0 && (in.v[i] == 0 || beta2 == 0)) return zero_denominator(i);
  auto [theta, m, v] = map_to<3>([=]<class P>(const P& x, const P& mean, const P& square, const P& gradient) {
    const P kept = fma(P(-decay), x, x), g = fma(P(coupling), x, gradient), m_next = average(beta1, mean, g);
    const auto v_next = average_square(beta2, square, g);
    return std::array{kept - multiple_of_quotient(rate, m_next, v_next.root * P(unhat) + P(epsilon)), m_next, v_next.value};
  }, in.theta, in.m, in.v, in.gradient);
  return Adamw::Out<T>{std::move(theta), std::move(m), std::move(v)};
};

template <>
const Fast<contract::optimization::AdamwRun> Wings<contract::optimization::AdamwRun>::fast = fast::optimization::run<contract::optimization::AdamwRun>;

}  // namespace etalon
