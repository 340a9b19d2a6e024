#include "reference/contract/calculus/hessian.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Hessian = contract::calculus::Hessian;

/// A sweep over pairs for each variable; the upper triangle is the lower one.
template <>
const Fast<Hessian> Wings<Hessian>::fast = []<class T>(const Hessian::In<T>& in) -> Result<Hessian::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  Tensor<T> hessian({n, n});
  Storage<T> column;
  for (std::int64_t j = 0; j < n; ++j) {
    Storage<T> direction(in.x.size());
    direction[static_cast<std::size_t>(j)] = 1;
    if (auto failure = hessian_product(f, in.x, direction, column)) return *failure;
    for (std::int64_t i = j; i < n; ++i) hessian(i, j) = hessian(j, i) = column[static_cast<std::size_t>(i)];
  }
  return Hessian::Out<T>{hessian};
};

}  // namespace etalon
