#include "reference/contract/nn/dropout.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Dropout;
using contract::nn::DropoutVjp;

/// As it is written.
constexpr auto dropout = []<class T>(const Dropout::In<T>& in) -> Result<Dropout::Out<T>> {
  Tensor<T> y(in.x.shape);
  for (std::size_t i = 0; i < y.size(); ++i)
    if (in.mask[i] != 0) y[i] = in.x[i] / (1 - in.p);
  return Dropout::Out<T>{std::move(y)};
};

template <>
const Reference<Dropout> Wings<Dropout>::reference = dropout;

template <>
const Reference<DropoutVjp> Wings<DropoutVjp>::reference = reverse_sweep<DropoutVjp>(dropout);

}  // namespace etalon
