#pragma once
#include "reference/contract/linear_classifier.hpp"
#include "reference/number/numbers.hpp"
#include "reference/optimization/proved_minimum.hpp"

/// Linear classifiers by the loss of a margin: its value and slope over any number, its curvature over enclosures.
namespace etalon::reference::optimization {

struct LogisticLoss {
  template <class T> static T value(const T& margin) { return softplus(-margin); }
  template <class T> static T slope(const T& margin) { return -sigmoid(-margin); }
  static Interval curvature(const Interval& margin) {
    const Interval e = exp(-abs(margin));
    return e / square(1 + e);
  }
};

struct SquaredHinge {
  template <class T> static T missing(const T& margin) { return max(T(0), 1 - margin); }
  template <class T> static T value(const T& margin) { return square(missing(margin)); }
  template <class T> static T slope(const T& margin) { return -2 * missing(margin); }
  /// Any number from 0 to 2 at margins of 1.
  static Interval curvature(const Interval& margin) {
    if ((margin < 1).certainly()) return 2;
    return (margin > 1).certainly() ? Interval(0) : Interval::hull(0, 2);
  }
};

/// yᵢ(wᵀxᵢ + b)
template <class T>
T margin(const contract::LinearClassifier::In<T>& in, std::int64_t i) {
  T score = in.intercept;
  for (std::int64_t j = 0; j < in.x.shape[1]; ++j) score += in.w[static_cast<std::size_t>(j)] * in.x(i, j);
  return T(in.y[static_cast<std::size_t>(i)]) * score;
}

/// C, or C/m.
template <class T>
T weight(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  return variant == contract::LinearClassifier::Variant::mean ? in.c / T(in.x.shape[0]) : in.c;
}

template <class Loss, class T>
T objective(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  T loss = 0, squares = variant == contract::LinearClassifier::Variant::penalized_intercept ? square(in.intercept) : T(0);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) loss += Loss::value(margin(in, i));
  for (const T& w : in.w) squares += square(w);
  return weight(in, variant) * loss + squares / 2;
}

template <class Loss, class Out, class T>
Out gradient(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  Out out{in.w, variant == contract::LinearClassifier::Variant::penalized_intercept ? in.intercept : T(0)};
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    const T slope = weight(in, variant) * Loss::slope(margin(in, i)) * T(in.y[static_cast<std::size_t>(i)]);
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) out.grad_w[static_cast<std::size_t>(j)] += slope * in.x(i, j);
    out.grad_intercept += slope;
  }
  return out;
}

/// The objective of a fit as it is asked for.
inline contract::LinearClassifier::Variant objective_of(contract::LinearFit::Variant variant) {
  using Variant = contract::LinearClassifier::Variant;
  return variant == contract::LinearFit::Variant::penalized_intercept ? Variant::penalized_intercept : Variant::sum;
}

/// Value, gradient and Hessian of a fit's objective at z = (w, b), or w alone.
template <class Loss>
SecondOrder second_order(const contract::LinearFit::In<Interval>& in, contract::LinearFit::Variant variant, const Tensor<Interval>& z) {
  using Variant = contract::LinearFit::Variant;
  const std::int64_t n = in.x.shape[1], size = z.shape[0];
  const contract::LinearClassifier::In<Interval> at{in.x, in.y, Tensor<Interval>({n}, {z.begin(), z.begin() + n}), variant == Variant::no_intercept ? Interval(0) : z[static_cast<std::size_t>(n)], in.c};
  struct Slopes { Tensor<Interval> grad_w; Interval grad_intercept; };
  const auto slopes = gradient<Loss, Slopes>(at, objective_of(variant));
  SecondOrder all{objective<Loss>(at, objective_of(variant)), slopes.grad_w, Tensor<Interval>({size, size})};
  if (variant != Variant::no_intercept) all.gradient.data.push_back(slopes.grad_intercept), all.gradient.shape = {size};
  for (std::int64_t j = 0; j < size; ++j) all.hessian(j, j) = j < n || variant == Variant::penalized_intercept ? 1 : 0;
  const auto feature = [&](std::int64_t i, std::int64_t j) { return j < n ? in.x(i, j) : Interval(1); };
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    const Interval curvature = in.c * Loss::curvature(margin(at, i));
    for (std::int64_t j = 0; j < size; ++j)
      for (std::int64_t k = 0; k < size; ++k) all.hessian(j, k) += curvature * (feature(i, j) * feature(i, k));
  }
  return all;
}

/// Newton's steps in points from 0, halved while the objective rises; they end where none is as long as 2^−bits/2.
template <class At>
Tensor<Interval> approached(At at, std::int64_t size) {
  Tensor<Interval> x({size});
  SecondOrder here = at(x);
  for (int k = 0; k < 400; ++k) {
    Tensor<Interval> curvature = collapsed(here.hessian);
    const Tensor<Interval> gradient = collapsed(here.gradient);
    auto p = solve(curvature, gradient);
    for (std::int64_t j = 0; !p && j < size; ++j) curvature(j, j) += power_of_two(-10);  // no sample is inside its margin
    if (!p) p = solve(curvature, gradient);
    if (!p) throw Undecided{"the curvature on the way"};
    bool small = true;
    for (std::size_t j = 0; j < x.size(); ++j) small = small && (abs((*p)[j]) <= power_of_two(-Precision::bits() / 2) * (1 + abs(x[j]))).certainly();
    for (int halvings = 0;; ++halvings) {
      Tensor<Interval> next = x;
      for (std::size_t j = 0; j < x.size(); ++j) next[j] = (x[j] - power_of_two(-halvings) * (*p)[j]).collapse();
      if (small) return next;
      if (halvings == 200) throw Undecided{"where it goes downhill"};
      SecondOrder there = at(next);
      if (!(there.value.infimum() <= here.value.supremum()).certainly()) continue;
      x = std::move(next), here = std::move(there);
      break;
    }
  }
  throw Undecided{"the limit of the steps"};
}

/// The one minimum.
template <class Loss>
contract::LinearFit::Out<Interval> fitted(const contract::LinearFit::In<Interval>& in, contract::LinearFit::Variant variant) {
  const bool fixed = variant == contract::LinearFit::Variant::no_intercept;
  const std::int64_t n = in.x.shape[1];
  const auto at = [&](const Tensor<Interval>& z) { return second_order<Loss>(in, variant, z); };
  const Tensor<Interval> z = proved_minimum(at, approached(at, fixed ? n : n + 1));
  return {Tensor<Interval>({n}, {z.begin(), z.begin() + n}), fixed ? Interval(0) : z[static_cast<std::size_t>(n)]};
}

}  // namespace etalon::reference::optimization
