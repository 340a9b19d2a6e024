#include "reference/contract/optimization/adamax.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Adamax;

template <>
const Fast<Adamax> Wings<Adamax>::fast = []<class T>(const Adamax::In<T>& in, Adamax::Variant variant) -> Result<Adamax::Out<T>> {
  const bool outside = variant == Adamax::Variant::epsilon_outside;
  const T beta1 = in.beta1, beta2 = in.beta2, rate = in.learning_rate / correction(beta1, in.t), within = outside ? T(0) : in.epsilon, beside = outside ? in.epsilon : T(0);
  for (std::size_t i = 0; i < in.theta.size() && in.epsilon == 0; ++i)
    if (in.gradient[i] == 0 && (in.u[i] == 0 || beta2 == 0)) return zero_denominator(i);
  auto [theta, m, u] = map_to<3>([=]<class P>(const P& x, const P& mean, const P& largest, const P& g) {
    const P m_next = average(beta1, mean, g), u_next = max(P(beta2) * largest, abs(g) + P(within));
    return std::array{x - multiple_of_quotient(rate, m_next, u_next + P(beside)), m_next, u_next};
  }, in.theta, in.m, in.u, in.gradient);
  return Adamax::Out<T>{std::move(theta), std::move(m), std::move(u)};
};

template <>
const Fast<contract::optimization::AdamaxRun> Wings<contract::optimization::AdamaxRun>::fast = fast::optimization::run<contract::optimization::AdamaxRun>;

}  // namespace etalon
