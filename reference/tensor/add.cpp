#include "reference/contract/tensor/add.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Broadcasting;
using contract::tensor::Add;
using contract::tensor::AddVjp;

/// Entry by entry.
constexpr auto add = []<class T>(const Add::In<T>& in) -> Result<Add::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] + in.b[both->b[i]];
  return Add::Out<T>{std::move(c)};
};

template <>
const Reference<Add> Wings<Add>::reference = add;

template <>
const Reference<AddVjp> Wings<AddVjp>::reference = reverse_sweep<AddVjp>(add);

}  // namespace etalon
