#include "reference/contract/tensor/dot.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::tensor::Dot;
using contract::tensor::DotVjp;

/// In pairs.
template <>
const Fast<Dot> Wings<Dot>::fast = []<class T>(const Dot::In<T>& in) -> Result<Dot::Out<T>> {
  return Dot::Out<T>{pairwise_sum<T>(0, in.a.shape[0], [&](std::int64_t i) { return in.a[i] * in.b[i]; })};
};

/// A product for each entry.
template <>
const Fast<DotVjp> Wings<DotVjp>::fast = []<class T>(const DotVjp::In<T>& in) -> Result<DotVjp::Out<T>> {
  return DotVjp::Out<T>{map(in.b, [&](T b) { return in.cotangent.y * b; }), map(in.a, [&](T a) { return in.cotangent.y * a; })};
};

}  // namespace etalon
