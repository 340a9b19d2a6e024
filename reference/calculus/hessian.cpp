#include "reference/contract/calculus/hessian.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Hessian = contract::calculus::Hessian;

/// A sweep over dual numbers for each variable.
template <>
const Reference<Hessian> Wings<Hessian>::reference = []<class T>(const Hessian::In<T>& in) -> Result<Hessian::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  Tensor<T> hessian({n, n});
  for (std::int64_t j = 0; j < n; ++j) {
    Tensor<T> direction({n});
    for (std::int64_t k = 0; k < n; ++k) direction[static_cast<std::size_t>(k)] = T(k == j ? 1 : 0);
    const auto column = hessian_product(f, in.x, direction);
    if (!column) return column.failure();
    for (std::int64_t i = 0; i < n; ++i) hessian(i, j) = (*column)[static_cast<std::size_t>(i)];
  }
  return Hessian::Out<T>{std::move(hessian)};
};

}  // namespace etalon
