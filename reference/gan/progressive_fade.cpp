#include "reference/contract/gan/progressive_fade.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::ProgressiveFade;
using contract::gan::ProgressiveFadeVjp;

/// As it is written.
template <>
const Reference<ProgressiveFade> Wings<ProgressiveFade>::reference = []<class T>(const ProgressiveFade::In<T>& in) -> Result<ProgressiveFade::Out<T>> {
  Tensor<T> y(in.high.shape);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = (1 - in.alpha) * in.low[ProgressiveFade::below(y.shape, i)] + in.alpha * in.high[i];
  return ProgressiveFade::Out<T>{std::move(y)};
};

/// y is linear in both.
template <>
const Reference<ProgressiveFadeVjp> Wings<ProgressiveFadeVjp>::reference = []<class T>(const ProgressiveFadeVjp::In<T>& in) -> Result<ProgressiveFadeVjp::Out<T>> {
  ProgressiveFadeVjp::Out<T> out{Tensor<T>(in.low.shape), Tensor<T>(in.high.shape)};
  for (std::size_t i = 0; i < in.high.size(); ++i) {
    out.grad_low[ProgressiveFade::below(in.high.shape, i)] += (1 - in.alpha) * in.cotangent.y[i];
    out.grad_high[i] = in.alpha * in.cotangent.y[i];
  }
  return out;
};

}  // namespace etalon
