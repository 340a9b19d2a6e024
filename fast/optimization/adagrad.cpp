#include "reference/contract/optimization/adagrad.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Adagrad;

template <>
const Fast<Adagrad> Wings<Adagrad>::fast = []<class T>(const Adagrad::In<T>& in, Adagrad::Variant variant) -> Result<Adagrad::Out<T>> {
  const T eta = static_cast<T>(in.learning_rate / (1 + static_cast<double>(in.t - 1) * in.learning_rate_decay)), epsilon = in.epsilon, root_of_epsilon = std::sqrt(epsilon);
  const bool outside = variant == Adagrad::Variant::epsilon_outside;
  if (auto failure = zero_denominator(epsilon, T(1), in.sum, in.gradient)) return *std::move(failure);
  auto [theta, sum] = map_to<2>([=]<class P>(const P& x, const P& squares, const P& g) {
    const SumOfSquares<P> next(T(1), squares, T(1), g);
    return std::array{x - multiple_of_quotient(eta, g, outside ? next.root + P(epsilon) : length(next.root, P(root_of_epsilon))), next.value};
  }, in.theta, in.sum, in.gradient);
  return Adagrad::Out<T>{std::move(theta), std::move(sum)};
};

template <>
const Fast<contract::optimization::AdagradRun> Wings<contract::optimization::AdagradRun>::fast = fast::optimization::run<contract::optimization::AdagradRun>;

}  // namespace etalon
