#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/natural_gradient.categorical.hpp"

namespace etalon {
using Op = contract::optimization::NaturalGradientCategorical;

/// Without a matrix: the largest logit is taken off, so that no exponential overflows.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  T largest = 0, sum = 0;
  for (const T theta : in.theta) largest = std::max(largest, theta);
  const T last = std::exp(-largest);
  T total = last;
  for (const T theta : in.theta) total += std::exp(theta - largest);
  for (const T g : in.g) sum += g;
  Op::Out<T> out{in.g};
  for (std::size_t i = 0; i < in.g.size(); ++i) out.natural[i] = in.g[i] * (total / std::exp(in.theta[i] - largest)) + sum * (total / last);
  return out;
};

}  // namespace etalon
