#include "reference/contract/optimization/minimum.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/optimization/proved_minimum.hpp"

namespace etalon {
using contract::optimization::Minimum;
using namespace reference::optimization;

namespace {

Result<SecondOrder> second_order(const Formula& f, const Tensor<Interval>& x) {
  const std::int64_t n = x.shape[0];
  SecondOrder all{0, {}, Tensor<Interval>({n, n})};
  const auto value = reference::calculus::evaluate(f, x.data, reference::calculus::Wanted::derivative);
  if (!value) return value.failure();
  all.value = (*value)[0];
  const auto gradient = reference::calculus::reverse_product(f, x, Tensor<Interval>({1}, {1}));
  if (!gradient) return gradient.failure();
  all.gradient = *gradient;
  for (std::int64_t j = 0; j < n; ++j) {
    Tensor<Interval> direction({n});
    direction[static_cast<std::size_t>(j)] = 1;
    const auto column = reference::calculus::hessian_product(f, x, direction);
    if (!column) return column.failure();
    for (std::int64_t i = 0; i < n; ++i) all.hessian(i, j) = (*column)[static_cast<std::size_t>(i)];
  }
  return all;
}

/// Newton's steps in points, λ·I added to the Hessian: more while it is indefinite or f rises, less while f falls. They end where
/// no step is as long as 2^−bits/2.
Tensor<Interval> approached(const Formula& f, const SecondOrder& start, Tensor<Interval> x) {
  SecondOrder here = start;
  Interval lambda = 0;
  for (int k = 0; k < 200; ++k) {
    Tensor<Interval> damped = collapsed(here.hessian), next = x;
    for (std::int64_t j = 0; j < x.shape[0]; ++j) damped(j, j) = (damped(j, j) + lambda).collapse();
    const auto p = solve(damped, collapsed(here.gradient));
    bool small = bool(p);
    for (std::size_t j = 0; p && j < x.size(); ++j) {
      next[j] = (x[j] - (*p)[j]).collapse();
      small = small && (abs((*p)[j]) <= power_of_two(-Precision::bits() / 2) * (1 + abs(x[j]))).certainly();
    }
    if (small) return next;
    const auto there = p ? second_order(f, next) : Result<SecondOrder>(domain("C3", ""));
    if (there && (there->value.infimum() <= here.value.supremum()).certainly()) {
      x = next, here = *there;
      lambda = (lambda < power_of_two(-20)).certainly() ? Interval(0) : (lambda / 8).collapse();
    } else {
      lambda = lambda.is_zero() ? power_of_two(-10) : (lambda * 16).collapse();
      if ((lambda > power_of_two(400)).certainly()) throw Undecided{"where it goes downhill"};
    }
  }
  throw Undecided{"the limit of the steps"};
}

}  // namespace

template <>
const Reference<Minimum> Wings<Minimum>::reference = [](const Minimum::In<Interval>& in) -> Result<Minimum::Out<Interval>> {
  const Formula f = contract::function_of(in.function, in.x.shape[0]);
  const auto start = second_order(f, collapsed(in.x));
  if (!start) return start.failure();
  const auto at = [&](const Tensor<Interval>& x) {
    auto all = second_order(f, x);
    if (!all) throw Undecided{"the function near the minimum"};
    return *all;
  };
  const Tensor<Interval> minimum = proved_minimum(at, approached(f, *start, collapsed(in.x)));
  return Minimum::Out<Interval>{minimum, at(minimum).value};
};

}  // namespace etalon
