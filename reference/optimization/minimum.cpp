#include "reference/contract/optimization/minimum.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/contract/calculus/hessian.hpp"
#include "reference/optimization/proved_minimum.hpp"

namespace etalon {
using contract::calculus::Hessian;
using contract::optimization::Minimum;
using namespace reference::optimization;

namespace {

Result<SecondOrder> second_order(const std::string& function, const Tensor<Interval>& x) {
  const Formula f = contract::function_of(function, x.shape[0]);
  const auto value = reference::calculus::evaluate(f, x.data, reference::calculus::Wanted::derivative);
  if (!value) return value.failure();
  auto gradient = reference::calculus::reverse_product(f, x, Tensor<Interval>({1}, {1}));
  if (!gradient) return gradient.failure();
  auto curvature = Wings<Hessian>::reference(Hessian::In<Interval>{function, x});
  if (!curvature) return curvature.failure();
  return SecondOrder{(*value)[0], std::move(*gradient), std::move(curvature->hessian)};
}

/// Newton's steps in points, λ·I added to the Hessian: more while it is indefinite or f rises, less while f falls. They end where
/// no step is as long as 2^−bits/2.
Tensor<Interval> approached(const std::string& f, const SecondOrder& start, Tensor<Interval> x) {
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
  const auto start = second_order(in.function, collapsed(in.x));
  if (!start) return start.failure();
  const auto at = [&](const Tensor<Interval>& x) {
    auto all = second_order(in.function, x);
    if (!all) throw Undecided{"the function near the minimum"};
    return *all;
  };
  const Tensor<Interval> minimum = proved_minimum(at, approached(in.function, *start, collapsed(in.x)));
  return Minimum::Out<Interval>{minimum, at(minimum).value};
};

}  // namespace etalon
