#include "reference/contract/tensor/variance.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Variance;
using contract::tensor::VarianceVjp;

/// The mean, then the mean square of what the entries differ from it by.
constexpr auto variance = []<class T>(const Variance::In<T>& in) -> Result<Variance::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    T mean = 0;
    for (std::int64_t k = 0; k < lanes.length; ++k) mean += in.x[lanes.index(lane, k)];
    mean = mean / T(lanes.length);
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] += square(in.x[lanes.index(lane, k)] - mean);
    y[lane] = y[lane] / T(lanes.length - in.ddof);
  }
  return Variance::Out<T>{std::move(y)};
};

template <>
const Reference<Variance> Wings<Variance>::reference = variance;

template <>
const Reference<VarianceVjp> Wings<VarianceVjp>::reference = reverse_sweep<VarianceVjp>(variance);

}  // namespace etalon
