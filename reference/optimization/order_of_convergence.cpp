#include "reference/contract/optimization/order_of_convergence.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::OrderOfConvergence;

namespace {

/// What C6 says of the last three errors, and of those halfway.
template <class T>
void classify(const Tensor<T>& e, OrderOfConvergence::Out<T>& out) {
  const std::size_t n = e.size(), half = (n - 1) / 2;
  const T &before = e[n - 3], &middle = e[n - 2], &last = e[n - 1];
  out.constant = Tensor<T>({0});
  if (last >= middle || middle >= before || last >= e[0]) return;
  // last/middle < (middle/before)^(p/q) without a logarithm, which could not decide a tie.
  const auto order_from = [&](std::int64_t p, std::int64_t q) { return pow(last, q) * pow(before, p) <= pow(middle, p + q); };
  out.order = order_from(5, 2) ? 3 : order_from(7, 4) ? 2 : 1;
  const T remaining = 1 - last / middle, halfway = 1 - e[half] / e[half - 1];
  out.convergence = OrderOfConvergence::linear;
  if (out.order == 3) out.convergence = OrderOfConvergence::cubic;
  else if (out.order == 2) out.convergence = OrderOfConvergence::quadratic;
  else if (order_from(9, 8)) out.convergence = OrderOfConvergence::superlinear;
  else if (n > 3 && remaining * 4 <= halfway * 3) out.convergence = OrderOfConvergence::sublinear;
  out.constant = Tensor<T>({1}, {last / pow(middle, out.order)});
}

}  // namespace

template <>
const Reference<OrderOfConvergence> Wings<OrderOfConvergence>::reference = []<class T>(const OrderOfConvergence::In<T>& in) -> Result<OrderOfConvergence::Out<T>> {
  const Tensor<T>& e = in.errors;
  const auto n = static_cast<std::int64_t>(e.size());
  OrderOfConvergence::Out<T> out;
  out.rates = Tensor<T>({n - 1}), out.orders = Tensor<T>({n - 2});
  for (std::size_t k = 0; k + 1 < e.size(); ++k) out.rates[k] = e[k + 1] / e[k];
  for (std::size_t k = 0; k + 2 < e.size(); ++k) out.orders[k] = log(e[k + 2] / e[k + 1]) / log(e[k + 1] / e[k]);
  classify(e, out);
  return out;
};

}  // namespace etalon
