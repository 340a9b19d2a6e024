#include "reference/contract/tensor/cumulative_sum.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;

/// As it is written.
constexpr auto cumulative_sum = []<class T>(const CumulativeSum::In<T>& in) -> Result<CumulativeSum::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T so_far = 0;
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const auto at = lanes->index(lane, in.reversed ? lanes->length - 1 - k : k);
      if (in.exclusive) y[at] = so_far;
      if (in.mask.size() == 0 || in.mask[at] != 0) so_far = so_far + in.x[at];
      if (!in.exclusive) y[at] = so_far;
    }
  }
  return CumulativeSum::Out<T>{std::move(y)};
};

template <>
const Reference<CumulativeSum> Wings<CumulativeSum>::reference = cumulative_sum;

template <>
const Reference<CumulativeSumVjp> Wings<CumulativeSumVjp>::reference = reverse_sweep<CumulativeSumVjp>(cumulative_sum);

}  // namespace etalon
