#include "reference/contract/gan/optimal_discriminator.hpp"

namespace etalon {
using contract::gan::OptimalDiscriminator;

/// By the quotient that is at most 1: p + q may overflow.
template <>
const Fast<OptimalDiscriminator> Wings<OptimalDiscriminator>::fast = []<class T>(const OptimalDiscriminator::In<T>& in) -> Result<OptimalDiscriminator::Out<T>> {
  Tensor<T> d(in.p.shape);
  for (std::size_t i = 0; i < d.size(); ++i) {
    const T p = in.p[i], q = in.q[i];
    d[i] = p >= q ? 1 / (1 + q / p) : p / q / (1 + p / q);
  }
  return OptimalDiscriminator::Out<T>{std::move(d)};
};

}  // namespace etalon
