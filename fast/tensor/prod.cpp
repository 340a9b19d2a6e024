#include "reference/contract/tensor/prod.hpp"

#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Prod;
using contract::tensor::ProdVjp;

/// Mantissas and exponents apart: nothing overflows on the way.
template <>
const Fast<Prod> Wings<Prod>::fast = []<class T>(const Prod::In<T>& in) -> Result<Prod::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    Scaled<T> product;
    for (std::int64_t k = 0; k < lanes.length; ++k) product *= x(k);
    y[lane] = product.value();
  }
  return Prod::Out<T>{std::move(y)};
};

/// The products of those before and behind each, so that no zero is divided by.
template <>
const Fast<ProdVjp> Wings<ProdVjp>::fast = []<class T>(const ProdVjp::In<T>& in) -> Result<ProdVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    std::vector<Scaled<T>> before(static_cast<std::size_t>(lanes.length) + 1);
    before[0] *= in.cotangent.y[lane];
    for (std::int64_t k = 0; k < lanes.length; ++k) before[k + 1] = before[k], before[k + 1] *= x(k);
    Scaled<T> behind;
    for (std::int64_t k = lanes.length; k-- > 0;) {
      before[k] *= behind;
      grad_x[lanes.index(lane, k)] = before[k].value();
      behind *= x(k);
    }
  }
  return ProdVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
