#include "reference/contract/calculus/sensitivity.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Sensitivity = contract::calculus::Sensitivity;

/// From the Jacobian and the values.
template <>
const Reference<Sensitivity> Wings<Sensitivity>::reference = []<class T>(const Sensitivity::In<T>& in) -> Result<Sensitivity::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const auto y = evaluate(f, in.x.data, Wanted::derivative);
  if (!y) return y.failure();
  const auto jacobian = forward_jacobian(f, in.x);
  if (!jacobian) return jacobian.failure();
  const std::int64_t n = in.x.shape[0];
  T squares = 0;
  Tensor<T> condition({f.outputs_count()});
  for (std::int64_t i = 0; i < f.outputs_count(); ++i) {
    const T& value = (*y)[static_cast<std::size_t>(i)];
    if (value == 0) return domain("C5", "output " + std::to_string(i) + " is 0");
    T sum = 0;
    for (std::int64_t j = 0; j < n; ++j) {
      const T& slope = (*jacobian)(i, j);
      squares += square(slope);
      sum += abs(slope * in.x[static_cast<std::size_t>(j)]);
    }
    condition[static_cast<std::size_t>(i)] = sum / abs(value);
  }
  return Sensitivity::Out<T>{sqrt(squares), condition};
};

}  // namespace etalon
