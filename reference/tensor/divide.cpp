#include "reference/contract/tensor/divide.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Broadcasting;
using contract::tensor::Divide;
using contract::tensor::DivideVjp;

/// Entry by entry.
constexpr auto divide = []<class T>(const Divide::In<T>& in) -> Result<Divide::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] / in.b[both->b[i]];
  return Divide::Out<T>{std::move(c)};
};

template <>
const Reference<Divide> Wings<Divide>::reference = divide;

template <>
const Reference<DivideVjp> Wings<DivideVjp>::reference = reverse_sweep<DivideVjp>(divide);

}  // namespace etalon
