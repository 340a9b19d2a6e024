#include "reference/contract/tensor/prod.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Prod;
using contract::tensor::ProdVjp;

/// One after the other.
template <>
const Reference<Prod> Wings<Prod>::reference = []<class T>(const Prod::In<T>& in) -> Result<Prod::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    y[lane] = 1;
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] = y[lane] * in.x[lanes.index(lane, k)];
  }
  return Prod::Out<T>{std::move(y)};
};

/// ȳ times the product of the others.
template <>
const Reference<ProdVjp> Wings<ProdVjp>::reference = []<class T>(const ProdVjp::In<T>& in) -> Result<ProdVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t i = 0; i < lanes.length; ++i) {
      T others = in.cotangent.y[lane];
      for (std::int64_t k = 0; k < lanes.length; ++k)
        if (k != i) others = others * in.x[lanes.index(lane, k)];
      grad_x[lanes.index(lane, i)] = others;
    }
  }
  return ProdVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
