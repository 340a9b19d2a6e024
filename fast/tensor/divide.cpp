#include "reference/contract/tensor/divide.hpp"

#include <cmath>

#include "fast/tensor/spread.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Broadcasting;
using contract::tensor::Divide;
using contract::tensor::DivideVjp;

namespace {

/// c·a/b² in an order in which nothing leaves the range that need not.
template <class T>
T slope(T c, T a, T b) {
  int of_c = 0, of_a = 0, of_b = 0;
  const T mantissa = std::frexp(c, &of_c) * std::frexp(a, &of_a), divisor = std::frexp(b, &of_b);
  return std::ldexp(mantissa / divisor / divisor, of_c + of_a - 2 * of_b);
}

}  // namespace

/// Entry by entry.
template <>
const Fast<Divide> Wings<Divide>::fast = []<class T>(const Divide::In<T>& in) -> Result<Divide::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  Tensor<T> c(both->shape);
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = in.a[both->a[i]] / in.b[both->b[i]];
  return Divide::Out<T>{c};
};

/// Sums in pairs over what each entry was spread to.
template <>
const Fast<DivideVjp> Wings<DivideVjp>::fast = []<class T>(const DivideVjp::In<T>& in) -> Result<DivideVjp::Out<T>> {
  const auto both = Broadcasting::of(in.a.shape, in.b.shape);
  return DivideVjp::Out<T>{gathered<T>(in.a.shape, both->a, [&](std::size_t i) { return in.cotangent.c[i] / in.b[both->b[i]]; }),
                        gathered<T>(in.b.shape, both->b, [&](std::size_t i) { return -slope(in.cotangent.c[i], in.a[both->a[i]], in.b[both->b[i]]); })};
};

}  // namespace etalon
