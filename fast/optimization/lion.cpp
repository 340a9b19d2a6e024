#include "reference/contract/optimization/lion.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Lion;

template <>
const Fast<Lion> Wings<Lion>::fast = []<class T>(const Lion::In<T>& in) -> Result<Lion::Out<T>> {
  const T eta = in.learning_rate, decay = in.learning_rate * in.weight_decay, beta1 = in.beta1, beta2 = in.beta2;
  auto [theta, m] = map_to<2>([=]<class P>(const P& x, const P& mean, const P& g) {
    const P direction = average(beta1, mean, g), zero(T(0));
    const P step = select(direction > zero, P(eta), select(direction < zero, P(-eta), zero));
    return std::array{fma(P(-decay), x, x) - step, average(beta2, mean, g)};
  }, in.theta, in.m, in.gradient);
  return Lion::Out<T>{std::move(theta), std::move(m)};
};

template <>
const Fast<contract::optimization::LionRun> Wings<contract::optimization::LionRun>::fast = fast::optimization::run<contract::optimization::LionRun>;

}  // namespace etalon
