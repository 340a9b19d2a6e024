#include "reference/contract/tensor/hadamard.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Broadcasting;
using contract::tensor::Hadamard;
using contract::tensor::HadamardVjp;

/// Entry by entry.
constexpr auto hadamard = []<class T>(const Hadamard::In<T>& in) -> Result<Hadamard::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] * in.b[both->b[i]];
  return Hadamard::Out<T>{std::move(c)};
};

template <>
const Reference<Hadamard> Wings<Hadamard>::reference = hadamard;

template <>
const Reference<HadamardVjp> Wings<HadamardVjp>::reference = reverse_sweep<HadamardVjp>(hadamard);

}  // namespace etalon
