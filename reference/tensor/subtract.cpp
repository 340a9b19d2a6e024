#include "reference/contract/tensor/subtract.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Broadcasting;
using contract::tensor::Subtract;
using contract::tensor::SubtractVjp;

/// Entry by entry.
constexpr auto subtract = []<class T>(const Subtract::In<T>& in) -> Result<Subtract::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] - in.b[both->b[i]];
  return Subtract::Out<T>{std::move(c)};
};

template <>
const Reference<Subtract> Wings<Subtract>::reference = subtract;

template <>
const Reference<SubtractVjp> Wings<SubtractVjp>::reference = reverse_sweep<SubtractVjp>(subtract);

}  // namespace etalon
