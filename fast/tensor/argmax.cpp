#include "reference/contract/tensor/argmax.hpp"

namespace etalon {
using contract::tensor::Argmax;

/// One comparison after the other.
template <>
const Fast<Argmax> Wings<Argmax>::fast = []<class T>(const Argmax::In<T>& in) -> Result<Argmax::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<std::int64_t> index(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane)
    for (std::int64_t k = 1; k < lanes->length; ++k)
      if (in.x[lanes->index(lane, k)] > in.x[lanes->index(lane, index[lane])]) index[lane] = k;
  return Argmax::Out<T>{index};
};

}  // namespace etalon
