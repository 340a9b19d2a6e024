#include "reference/contract/optimization/curve_fit.hpp"

#include "reference/optimization/normal_equations.hpp"
#include "reference/optimization/proved_minimum.hpp"

namespace etalon {
using contract::optimization::CurveFit;
using contract::optimization::model_of_t::formula_of;
using namespace reference::optimization;

namespace {

/// Φ(x) = ½Σr²; ∇Φ and ∇²Φ by tangents of tangents.
SecondOrder objective(const Formula& model, const CurveFit::In<Interval>& in, const Tensor<Interval>& x) {
  using Once = Dual<Interval>;
  using Twice = Dual<Once>;
  const std::int64_t n = x.shape[0];
  SecondOrder all{0, Tensor<Interval>({n}), Tensor<Interval>({n, n})};
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t k = 0; k <= j; ++k) {
      Twice sum(Once(Interval(0)));
      for (std::size_t i = 0; i < in.t.size(); ++i) {
        std::vector<Twice> at;
        for (std::int64_t l = 0; l < n; ++l) at.emplace_back(Once(x[static_cast<std::size_t>(l)], Interval(l == j ? 1 : 0)), Once(Interval(l == k ? 1 : 0)));
        at.emplace_back(Once(in.t[i]));
        const auto f = reference::calculus::evaluate(model, at, reference::calculus::Wanted::derivative);
        if (!f) throw Undecided{"the model near the fit"};
        sum = sum + square((*f)[0] - Twice(Once(in.y[i]))) / Twice(2);
      }
      all.value = sum.value().value();
      all.gradient[static_cast<std::size_t>(j)] = sum.value().tangent();
      all.hessian(j, k) = all.hessian(k, j) = sum.tangent().tangent();
    }
  return all;
}

/// Levenberg and Marquardt's steps in points, λ·diag(JᵀJ) added to JᵀJ: λ falls while the sum of squares does. They end where no
/// step is as long as 2^−bits/2 of x.
Tensor<Interval> approached(const Formula& model, const CurveFit::In<Interval>& in) {
  Tensor<Interval> x = collapsed(in.x);
  Interval damping = Interval(1) / 1024;
  const auto squares = [&](const Tensor<Interval>& at) {
    Interval sum = 0;
    for (std::size_t i = 0; i < in.t.size(); ++i) {
      std::vector<Interval> point = at.data;
      point.push_back(in.t[i]);
      const auto f = reference::calculus::evaluate(model, point, reference::calculus::Wanted::value);
      if (!f) return exactly(INFINITY);
      sum += square((*f)[0] - in.y[i]);
    }
    return sum;
  };
  Interval least = squares(x);
  for (int k = 0; k < 2000; ++k) {
    auto equations = normal_equations(model, in.t, in.y, x);
    if (!equations) throw Undecided{"the model on the way"};
    for (std::int64_t j = 0; j < x.shape[0]; ++j) equations->matrix(j, j) *= 1 + damping;
    const auto p = solve(std::move(equations->matrix), std::move(equations->right));
    if (!p) throw Undecided{"a step on the way"};
    Tensor<Interval> next = x;
    bool small = true;
    for (std::size_t j = 0; j < x.size(); ++j) {
      next[j] = (x[j] + (*p)[j]).collapse();
      small = small && (abs((*p)[j]) <= power_of_two(-Precision::bits() / 2) * abs(x[j])).certainly();
    }
    const Interval sum = squares(next);
    if (small) return next;
    if ((sum.infimum() <= least.supremum()).certainly()) x = next, least = sum, damping = (damping / 8).collapse();
    else damping = (damping * 16).collapse();
    if ((damping > power_of_two(200)).certainly()) return x;
  }
  throw Undecided{"the limit of the steps"};
}

}  // namespace

template <>
const Reference<CurveFit> Wings<CurveFit>::reference = [](const CurveFit::In<Interval>& in) -> Result<CurveFit::Out<Interval>> {
  const Formula model = formula_of(in.model, in.x.shape[0]);
  auto start = normal_equations(model, in.t, in.y, in.x);
  if (!start) return start.failure();
  if (!solve(std::move(start->matrix), std::move(start->right))) return domain("C6", "JᵀJ is not positive definite: the columns of J are dependent");
  const Tensor<Interval> fit = proved_minimum([&](const Tensor<Interval>& x) { return objective(model, in, x); }, approached(model, in));
  return CurveFit::Out<Interval>{fit, 2 * objective(model, in, fit).value};
};

}  // namespace etalon
