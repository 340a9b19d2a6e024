#include "reference/contract/optimization/natural_gradient.categorical.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using Op = contract::optimization::NaturalGradientCategorical;

/// Sherman and Morrison's inverse of diag(p) − ppᵀ.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const T shift(exponent_shift(in.theta)), last = exp(T(0) - shift);
  T total = last, sum = 0;
  for (const T& theta : in.theta) total += exp(theta - shift);
  for (const T& g : in.g) sum += g;
  Op::Out<T> out{in.g};
  for (std::size_t i = 0; i < in.g.size(); ++i) out.natural[i] = in.g[i] * total / exp(in.theta[i] - shift) + sum * total / last;
  return out;
};

}  // namespace etalon
