#include "reference/contract/optimization/gradient_descent.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::GradientDescent;

template <>
const Reference<GradientDescent> Wings<GradientDescent>::reference = []<class T>(const GradientDescent::In<T>& in) -> Result<GradientDescent::Out<T>> {
  GradientDescent::Out<T> out{in.theta};
  for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate * in.gradient[i];
  return out;
};

}  // namespace etalon
