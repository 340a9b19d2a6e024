#include "reference/contract/tensor/mean.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Mean;
using contract::tensor::MeanVjp;

/// The sum, divided.
constexpr auto mean = []<class T>(const Mean::In<T>& in) -> Result<Mean::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] += in.x[lanes.index(lane, k)];
    y[lane] = y[lane] / T(lanes.length);
  }
  return Mean::Out<T>{std::move(y)};
};

template <>
const Reference<Mean> Wings<Mean>::reference = mean;

template <>
const Reference<MeanVjp> Wings<MeanVjp>::reference = reverse_sweep<MeanVjp>(mean);

}  // namespace etalon
