#include "reference/contract/gan/optimal_discriminator.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::OptimalDiscriminator;

/// p/(p + q).
template <>
const Reference<OptimalDiscriminator> Wings<OptimalDiscriminator>::reference = []<class T>(const OptimalDiscriminator::In<T>& in) -> Result<OptimalDiscriminator::Out<T>> {
  Tensor<T> d(in.p.shape);
  for (std::size_t i = 0; i < d.size(); ++i) d[i] = in.p[i] / (in.p[i] + in.q[i]);
  return OptimalDiscriminator::Out<T>{std::move(d)};
};

}  // namespace etalon
