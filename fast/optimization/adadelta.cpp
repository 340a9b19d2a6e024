#include "reference/contract/optimization/adadelta.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Adadelta;

template <>
const Fast<Adadelta> Wings<Adadelta>::fast = []<class T>(const Adadelta::In<T>& in) -> Result<Adadelta::Out<T>> {
  const T eta = in.learning_rate, rho = in.rho, root_of_epsilon = std::sqrt(in.epsilon);
  if (auto failure = zero_denominator(in.epsilon, rho, in.v, in.gradient)) return *std::move(failure);
  auto [theta, v, u] = map_to<3>([=]<class P>(const P& x, const P& square, const P& moved, const P& g) {
    const auto v_next = average_square(rho, square, g);
    const P step = multiple_of_quotient(length(sqrt(moved), P(root_of_epsilon)), g, length(v_next.root, P(root_of_epsilon)));
    return std::array{fma(P(-eta), step, x), v_next.value, average_square(rho, moved, step).value};
  }, in.theta, in.v, in.u, in.gradient);
  return Adadelta::Out<T>{std::move(theta), std::move(v), std::move(u)};
};

template <>
const Fast<contract::optimization::AdadeltaRun> Wings<contract::optimization::AdadeltaRun>::fast = fast::optimization::run<contract::optimization::AdadeltaRun>;

}  // namespace etalon
