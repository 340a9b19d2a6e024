#include "reference/contract/optimization/gradient_descent.hpp"

#include "fast/backend/entries.hpp"

namespace etalon {
using namespace fast::backend;
using contract::optimization::GradientDescent;

/// One rounding: a product that leaves the range does no harm.
template <>
const Fast<GradientDescent> Wings<GradientDescent>::fast = []<class T>(const GradientDescent::In<T>& in) -> Result<GradientDescent::Out<T>> {
  const T rate = -in.learning_rate;
  return GradientDescent::Out<T>{map_packs([rate]<class P>(const P& theta, const P& g) { return fma(P(rate), g, theta); }, in.theta, in.gradient)};
};

}  // namespace etalon
