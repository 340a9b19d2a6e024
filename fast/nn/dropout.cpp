#include "reference/contract/nn/dropout.hpp"

namespace etalon {
using contract::nn::Dropout;
using contract::nn::DropoutVjp;

/// A quotient where the mask is 1.
template <>
const Fast<Dropout> Wings<Dropout>::fast = []<class T>(const Dropout::In<T>& in) -> Result<Dropout::Out<T>> {
  Tensor<T> y(in.x.shape);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = in.mask[i] != 0 ? in.x[i] / (1 - in.p) : T(0);
  return Dropout::Out<T>{std::move(y)};
};

/// The same of the cotangent.
template <>
const Fast<DropoutVjp> Wings<DropoutVjp>::fast = []<class T>(const DropoutVjp::In<T>& in) -> Result<DropoutVjp::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t i = 0; i < grad_x.size(); ++i) grad_x[i] = in.mask[i] != 0 ? in.cotangent.y[i] / (1 - in.p) : T(0);
  return DropoutVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
