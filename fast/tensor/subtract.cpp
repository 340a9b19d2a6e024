#include "reference/contract/tensor/subtract.hpp"

#include "fast/tensor/spread.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Broadcasting;
using contract::tensor::Subtract;
using contract::tensor::SubtractVjp;

/// Entry by entry.
template <>
const Fast<Subtract> Wings<Subtract>::fast = []<class T>(const Subtract::In<T>& in) -> Result<Subtract::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] - in.b[both->b[i]];
  return Subtract::Out<T>{c};
};

/// Sums in pairs over what each entry was spread to.
template <>
const Fast<SubtractVjp> Wings<SubtractVjp>::fast = []<class T>(const SubtractVjp::In<T>& in) -> Result<SubtractVjp::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  return SubtractVjp::Out<T>{gathered<T>(in.a.shape, both->a, [&](std::size_t i) { return in.cotangent.c[i]; }),
                        gathered<T>(in.b.shape, both->b, [&](std::size_t i) { return -in.cotangent.c[i]; })};
};

}  // namespace etalon
