#include "reference/contract/optimization/levenberg_marquardt.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::LevenbergMarquardt;

/// (JᵀJ + λD²)p = −Jᵀr by elimination: the condition costs only bits.
template <>
const Reference<LevenbergMarquardt> Wings<LevenbergMarquardt>::reference =
    []<class T>(const LevenbergMarquardt::In<T>& in, LevenbergMarquardt::Variant variant) -> Result<LevenbergMarquardt::Out<T>> {
  const std::int64_t n = in.j.shape[1];
  const Tensor<T> transpose = transposed(in.j);
  Tensor<T> normal = product(transpose, in.j);
  const Tensor<T> side = negated(product(transpose, Tensor<T>({in.r.shape[0], 1}, in.r.data)));
  for (std::int64_t i = 0; i < n; ++i) {
    if (variant == LevenbergMarquardt::Variant::marquardt && enclosure(normal(i, i)).is_zero()) return domain("C2", "column " + std::to_string(i) + " is 0");
    normal(i, i) += variant == LevenbergMarquardt::Variant::marquardt ? T(in.lambda * normal(i, i)) : in.lambda;
  }
  return LevenbergMarquardt::Out<T>{Tensor<T>({n}, solve(eliminate(normal), side).data)};
};

}  // namespace etalon
