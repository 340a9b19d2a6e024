#include "reference/contract/tensor/argmin.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::Argmin;

/// One comparison after the other.
template <>
const Reference<Argmin> Wings<Argmin>::reference = []<class T>(const Argmin::In<T>& in) -> Result<Argmin::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<std::int64_t> index(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane)
    for (std::int64_t k = 1; k < lanes->length; ++k)
      if (in.x[lanes->index(lane, k)] < in.x[lanes->index(lane, index[lane])]) index[lane] = k;
  return Argmin::Out<T>{index};
};

}  // namespace etalon
