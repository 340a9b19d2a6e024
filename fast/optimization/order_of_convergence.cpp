#include "reference/contract/optimization/order_of_convergence.hpp"

#include <cmath>
#include <numbers>

namespace etalon {
using contract::optimization::OrderOfConvergence;

namespace {

/// log(y/x) of positive numbers: y − x is exact where they are close, and the quotient stays in range where they are not.
template <class T>
T log_ratio(T y, T x) {
  if (y > x / 2 && y < x + x) return std::log1p((y - x) / x);
  int up = 0, down = 0;
  const T quotient = std::frexp(y, &up) / std::frexp(x, &down);
  return std::log(quotient) + static_cast<T>(up - down) * std::numbers::ln2_v<T>;
}

}  // namespace

template <>
const Fast<OrderOfConvergence> Wings<OrderOfConvergence>::fast = []<class T>(const OrderOfConvergence::In<T>& in) -> Result<OrderOfConvergence::Out<T>> {
  const Tensor<T>& e = in.errors;
  const auto n = static_cast<std::int64_t>(e.size());
  OrderOfConvergence::Out<T> out;
  out.rates = Tensor<T>({n - 1}), out.orders = Tensor<T>({n - 2});
  for (std::size_t k = 0; k + 1 < e.size(); ++k) out.rates[k] = e[k + 1] / e[k];
  for (std::size_t k = 0; k + 2 < e.size(); ++k) out.orders[k] = log_ratio(e[k + 2], e[k + 1]) / log_ratio(e[k + 1], e[k]);
  return out;
};

}  // namespace etalon
