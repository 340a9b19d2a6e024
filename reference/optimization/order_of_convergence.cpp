#include "reference/contract/optimization/order_of_convergence.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::OrderOfConvergence;

namespace {

/// What C6 says of products of the errors of each third: their logarithms are −S₁, −S₂ and −S₃.
template <class T>
void classify(const Tensor<T>& e, OrderOfConvergence::Out<T>& out) {
  const std::size_t m = e.size() / 3, first = e.size() - 3 * m;
  T before = 1, middle = 1, last = 1;
  for (std::size_t k = 0; k < m; ++k) before = before * e[first + k], middle = middle * e[first + m + k], last = last * e[first + 2 * m + k];
  for (auto* none : {&out.constant, &out.growth, &out.r_order, &out.mean_rate}) *none = Tensor<T>({0});
  if (last >= middle || middle >= before) return;
  const auto one = [](const T& x) { return Tensor<T>({1}, {x}); };
  const auto thirds = static_cast<std::int64_t>(m);
  const T gained = log(middle / last), growth = gained / log(before / middle);
  out.growth = one(growth), out.r_order = one(exp(log(growth) / T(thirds))), out.mean_rate = one(exp(-gained / T(thirds * thirds)));
  // g ≥ p/q without a logarithm, which could not decide a tie.
  const auto grows = [&](std::int64_t p, std::int64_t q) { return pow(last, q) * pow(before, p) <= pow(middle, p + q); };
  const auto order_from = [&](std::int64_t p, std::int64_t q) { return m == 1 ? grows(p, q) : growth >= pow(T(p) / T(q), thirds); };
  out.order = 1;
  out.convergence = OrderOfConvergence::linear;
  if (grows(3, 2)) {
    out.order = order_from(5, 2) ? 3 : order_from(7, 4) ? 2 : 1;
    out.convergence = out.order == 3 ? OrderOfConvergence::cubic : out.order == 2 ? OrderOfConvergence::quadratic : OrderOfConvergence::superlinear;
  } else if (!grows(2, 3)) out.convergence = OrderOfConvergence::sublinear;
  out.constant = one(e[e.size() - 1] / pow(e[e.size() - 2], out.order));
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
