#include "reference/contract/tensor/hadamard.hpp"

#include "fast/tensor/spread.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Broadcasting;
using contract::tensor::Hadamard;
using contract::tensor::HadamardVjp;

/// Entry by entry.
template <>
const Fast<Hadamard> Wings<Hadamard>::fast = []<class T>(const Hadamard::In<T>& in) -> Result<Hadamard::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] * in.b[both->b[i]];
  return Hadamard::Out<T>{c};
};

/// Sums in pairs over what each entry was spread to.
template <>
const Fast<HadamardVjp> Wings<HadamardVjp>::fast = []<class T>(const HadamardVjp::In<T>& in) -> Result<HadamardVjp::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  return HadamardVjp::Out<T>{gathered<T>(in.a.shape, both->a, [&](std::size_t i) { return in.cotangent.c[i] * in.b[both->b[i]]; }),
                        gathered<T>(in.b.shape, both->b, [&](std::size_t i) { return in.cotangent.c[i] * in.a[both->a[i]]; })};
};

}  // namespace etalon
