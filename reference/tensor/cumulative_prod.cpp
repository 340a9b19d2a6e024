#include "reference/contract/tensor/cumulative_prod.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::CumulativeProd;
using contract::tensor::CumulativeProdVjp;

/// As it is written.
constexpr auto cumulative_prod = []<class T>(const CumulativeProd::In<T>& in) -> Result<CumulativeProd::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T so_far = 1;
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const auto at = lanes->index(lane, in.reversed ? lanes->length - 1 - k : k);
      if (in.exclusive) y[at] = so_far;
      if (in.mask.size() == 0 || in.mask[at] != 0) so_far = so_far * in.x[at];
      if (!in.exclusive) y[at] = so_far;
    }
  }
  return CumulativeProd::Out<T>{std::move(y)};
};

template <>
const Reference<CumulativeProd> Wings<CumulativeProd>::reference = cumulative_prod;

template <>
const Reference<CumulativeProdVjp> Wings<CumulativeProdVjp>::reference = reverse_sweep<CumulativeProdVjp>(cumulative_prod);

}  // namespace etalon
