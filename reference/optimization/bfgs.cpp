#include "reference/contract/optimization/bfgs.hpp"

#include "reference/linalg/matrix.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::Bfgs;

/// (6.17) and (6.19) of Nocedal and Wright, as they are written.
template <>
const Reference<Bfgs> Wings<Bfgs>::reference = []<class T>(const Bfgs::In<T>& in, Bfgs::Variant variant) -> Result<Bfgs::Out<T>> {
  const std::int64_t n = in.s.shape[0];
  Tensor<T> h = symmetric(in.h);
  const Tensor<T>& along = variant == Bfgs::Variant::direct ? in.s : in.y;
  const Tensor<T> image = times(h, along);
  const T curvature = dot(in.s, in.y), expected = dot(along, image);
  if (!all_zero(along) && static_cast<bool>(expected <= 0)) return domain("C3", "what H says of the curvature is not positive");
  if (curvature <= 0) {
    if (variant == Bfgs::Variant::skip) return Bfgs::Out<T>{std::move(h)};
    return domain("C2", "the curvature along s is not positive");
  }
  if (variant == Bfgs::Variant::direct) {
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) h(i, j) += in.y[i] * in.y[j] / curvature - image[i] * image[j] / expected;
    return Bfgs::Out<T>{std::move(h)};
  }
  Tensor<T> a = identity<T>(n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) -= in.s[i] * in.y[j] / curvature;
  Tensor<T> next = product(product(a, h), transposed(a));
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) next(i, j) += in.s[i] * in.s[j] / curvature;
  return Bfgs::Out<T>{std::move(next)};
};

}  // namespace etalon
