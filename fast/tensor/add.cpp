#include "reference/contract/tensor/add.hpp"

#include "fast/tensor/spread.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Broadcasting;
using contract::tensor::Add;
using contract::tensor::AddVjp;

/// Entry by entry.
template <>
const Fast<Add> Wings<Add>::fast = []<class T>(const Add::In<T>& in) -> Result<Add::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] + in.b[both->b[i]];
  return Add::Out<T>{c};
};

/// Sums in pairs over what each entry was spread to.
template <>
const Fast<AddVjp> Wings<AddVjp>::fast = []<class T>(const AddVjp::In<T>& in) -> Result<AddVjp::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  return AddVjp::Out<T>{gathered<T>(in.a.shape, both->a, [&](std::size_t i) { return in.cotangent.c[i]; }),
                        gathered<T>(in.b.shape, both->b, [&](std::size_t i) { return in.cotangent.c[i]; })};
};

}  // namespace etalon
