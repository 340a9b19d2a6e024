#include "reference/contract/optimization/least_squares.hpp"

#include "reference/optimization/elimination.hpp"
#include "reference/optimization/normal_equations.hpp"

namespace etalon {
using contract::optimization::LeastSquares;
using contract::optimization::LeastSquaresStep;
using contract::optimization::model_of_t::formula_of;
using namespace reference::optimization;

namespace {

template <class T>
Result<Tensor<T>> gauss_newton(const Formula& model, const Tensor<T>& t, const Tensor<T>& y, const Tensor<T>& x) {
  auto equations = normal_equations(model, t, y, x);
  if (!equations) return equations.failure();
  const auto p = solve(std::move(equations->matrix), std::move(equations->right));
  if (!p) return domain("C6", "JᵀJ is not positive definite: the columns of J are dependent");
  Tensor<T> next = x;
  for (std::size_t j = 0; j < x.size(); ++j) next[j] = x[j] + (*p)[j];
  return next;
}

}  // namespace

/// By the normal equations, as Gauss wrote them.
template <>
const Reference<LeastSquaresStep> Wings<LeastSquaresStep>::reference = []<class T>(const LeastSquaresStep::In<T>& in) -> Result<LeastSquaresStep::Out<T>> {
  const auto next = gauss_newton(formula_of(in.model, in.x.shape[0]), in.t, in.y, in.x);
  if (!next) return next.failure();
  return LeastSquaresStep::Out<T>{*next};
};

/// Step after step.
template <>
const Reference<LeastSquares> Wings<LeastSquares>::reference = [](const LeastSquares::In<Interval>& in) -> Result<LeastSquares::Out<Interval>> {
  const Formula model = formula_of(in.model, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  LeastSquares::Out<Interval> out{Tensor<Interval>({in.steps + 1, n})};
  Tensor<Interval> x = in.x;
  for (std::int64_t k = 0;; ++k) {
    for (std::int64_t j = 0; j < n; ++j) out.iterates(k, j) = x[static_cast<std::size_t>(j)];
    if (k == in.steps) return out;
    auto next = gauss_newton(model, in.t, in.y, x);
    if (!next) return next.failure();
    x = std::move(*next);
  }
};

}  // namespace etalon
