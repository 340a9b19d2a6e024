#include "reference/contract/nn/linear.hpp"

#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Linear;
using contract::nn::LinearVjp;

/// As it is written.
constexpr auto linear = []<class T>(const Linear::In<T>& in) -> Result<Linear::Out<T>> {
  Tensor<T> z({in.x.shape[0], in.weight.shape[0]});
  for (std::int64_t i = 0; i < z.shape[0]; ++i)
    for (std::int64_t j = 0; j < z.shape[1]; ++j) z(i, j) = inner_product(in.x.shape[1], row_of(in.x, i), row_of(in.weight, j)) + in.bias[j];
  return Linear::Out<T>{std::move(z)};
};

template <>
const Reference<Linear> Wings<Linear>::reference = linear;

template <>
const Reference<LinearVjp> Wings<LinearVjp>::reference = reverse_sweep<LinearVjp>(linear);

}  // namespace etalon
