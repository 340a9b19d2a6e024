#include "reference/contract/tensor/outer.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::Outer;
using contract::tensor::OuterVjp;

/// As it is written.
constexpr auto outer = []<class T>(const Outer::In<T>& in) -> Result<Outer::Out<T>> {
  Tensor<T> c({in.a.shape[0], in.b.shape[0]});
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j) c(i, j) = in.a[i] * in.b[j];
  return Outer::Out<T>{std::move(c)};
};

template <>
const Reference<Outer> Wings<Outer>::reference = outer;

template <>
const Reference<OuterVjp> Wings<OuterVjp>::reference = reverse_sweep<OuterVjp>(outer);

}  // namespace etalon
