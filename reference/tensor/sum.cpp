#include "reference/contract/tensor/sum.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Sum;
using contract::tensor::SumVjp;

/// One after the other.
constexpr auto sum = []<class T>(const Sum::In<T>& in) -> Result<Sum::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] += in.x[lanes.index(lane, k)];
  }
  return Sum::Out<T>{std::move(y)};
};

template <>
const Reference<Sum> Wings<Sum>::reference = sum;

template <>
const Reference<SumVjp> Wings<SumVjp>::reference = reverse_sweep<SumVjp>(sum);

}  // namespace etalon
