#include "reference/contract/optimization/cost_model.hpp"

namespace etalon {
using contract::optimization::CostModel;

/// In closed form.
template <>
const Fast<CostModel> Wings<CostModel>::fast = []<class T>(const CostModel::In<T>& in) -> Result<CostModel::Out<T>> {
  const std::int64_t n = in.n, m = in.m, samples = in.method == "sgd" ? 1 : in.samples;
  CostModel::Out<T> cost;
  cost.multiplications = 2 * n * samples;
  cost.additions = 2 * n * samples - n;  // the first sample's gradient adds to nothing
  cost.memory = n;
  const auto add = [&](std::int64_t multiplications, std::int64_t additions, std::int64_t divisions = 0, std::int64_t memory = 0) {
    cost.multiplications += multiplications, cost.additions += additions, cost.divisions += divisions, cost.memory += memory;
  };
  if (in.method == "gradient_descent" || in.method == "sgd") add(n, n);
  if (in.method == "momentum") add(2 * n, 2 * n, 0, n);
  if (in.method == "adam") add(6 * n, 4 * n, 3 * n, 2 * n), cost.roots = n;
  if (in.method == "newton") {
    const std::int64_t pairs = n * (n - 1) / 2, squares = (n - 1) * n * (2 * n - 1) / 6;
    add(samples * n * n + squares + 2 * pairs, (samples - 1) * n * n + squares + 2 * pairs + n, pairs + n);
  }
  if (in.method == "bfgs") {
    const std::int64_t products = 2 * n + 2;
    add(products * n + 1 + 4 * n * n + n, products * (n - 1) + 1 + 3 * n * n + n, 1 + n * n, n * n);
  }
  if (in.method == "lbfgs") add(n + 2 * m * (2 * n + 1) + 2 * n + n + n, (n - 1) + m * (4 * n - 2) + m + 2 * (n - 1) + n, 2, m * (2 * n + 1));
  if (in.method == "conjugate_gradient") add(n + n + n, (n - 1) + n + n, 1, 2 * n);
  return cost;
};

}  // namespace etalon
