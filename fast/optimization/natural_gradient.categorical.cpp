#include <algorithm>
#include <cmath>
#include <limits>

#include "reference/contract/optimization/natural_gradient.categorical.hpp"

namespace etalon {
using Op = contract::optimization::NaturalGradientCategorical;

/// Without a matrix: the largest logit is taken off, so that no exponential overflows. Beyond the range, what cancels is weighed without what takes it there.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  T largest = 0, sum = 0;
  for (const T theta : in.theta) largest = std::max(largest, theta);
  const T last = std::exp(-largest);
  T total = last;
  for (const T theta : in.theta) total += std::exp(theta - largest);
  for (const T g : in.g) sum += g;
  const auto over = [total](T x, T p) { return x == 0 ? T(0) : x * (total / p); };
  Op::Out<T> out{Tensor<T>(in.g.shape)};
  for (std::size_t i = 0; i < in.g.size(); ++i) {
    const T g = in.g[i], theta = in.theta[i];
    T& y = out.natural[i] = over(g, std::exp(theta - largest)) + over(sum, last);
    if (!std::isnan(y)) continue;
    const T weighed = theta < 0 ? g + sum * std::exp(theta) : g * std::exp(-theta) + sum;
    y = weighed == 0 ? T(0) : weighed * std::numeric_limits<T>::infinity();
  }
  return out;
};

}  // namespace etalon
