#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/backend/blas.hpp"
#include "fast/backend/lapack.hpp"
#include "reference/contract/linear_classifier.hpp"

/// Linear classifiers by the loss of a margin, which comes with its weight: the product need not underflow where the loss does.
namespace etalon::fast::optimization {

/// c·log(1 + e⁻ᵐ) by e⁻|ᵐ|, which never overflows.
struct LogisticLoss {
  static constexpr int far_away = 80;  // where 1 + e is 1, and e has all its digits

  /// c·e⁻ᵐ, by halves of the exponent.
  template <class T> static T tail(T c, T margin) {
    const T root = std::exp(-margin / 2);
    return c * root * root;
  }
  template <class T> static T value(T c, T margin) {
    if (margin > far_away) return tail(c, margin);
    return c * (std::max(-margin, T(0)) + std::log1p(std::exp(-std::abs(margin))));
  }
  template <class T> static T slope(T c, T margin) {
    if (margin > far_away) return -tail(c, margin);
    const T e = std::exp(-std::abs(margin));
    return -c * ((margin > 0 ? e : 1) / (1 + e));
  }
  template <class T> static T curvature(T c, T margin) {
    const T e = std::exp(-std::abs(margin));
    return c * (e / ((1 + e) * (1 + e)));
  }
};

/// c·max(0, 1 − m)²
struct SquaredHinge {
  template <class T> static T missing(T margin) { return std::max(T(0), 1 - margin); }
  template <class T> static T value(T c, T margin) { return c * missing(margin) * missing(margin); }
  template <class T> static T slope(T c, T margin) { return -2 * (c * missing(margin)); }
  template <class T> static T curvature(T c, T margin) { return margin < 1 ? 2 * c : 0; }
};

template <class T>
T margin(const contract::LinearClassifier::In<T>& in, std::size_t i) {
  T score = 0;
  for (std::size_t j = 0; j < in.w.size(); ++j) score += in.w[j] * in.x(i, j);
  return static_cast<T>(in.y[i]) * (score + in.intercept);
}
template <class T>
T weight(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  return variant == contract::LinearClassifier::Variant::mean ? in.c / static_cast<T>(in.y.size()) : in.c;
}

template <class Loss, class T>
T objective(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  const T c = weight(in, variant);
  T loss = 0, squares = variant == contract::LinearClassifier::Variant::penalized_intercept ? in.intercept * (in.intercept / 2) : 0;
  for (std::size_t i = 0; i < in.y.size(); ++i) loss += Loss::value(c, margin(in, i));
  for (const T w : in.w) squares += w * (w / 2);
  return loss + squares;
}

template <class Loss, class Out, class T>
Out gradient(const contract::LinearClassifier::In<T>& in, contract::LinearClassifier::Variant variant) {
  const T c = weight(in, variant);
  Out out{Tensor<T>(in.w.shape), 0};
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    const T slope = static_cast<T>(in.y[i]) * Loss::slope(c, margin(in, i));
    for (std::size_t j = 0; j < in.w.size(); ++j) out.grad_w[j] += slope * in.x(i, j);
    out.grad_intercept += slope;
  }
  for (std::size_t j = 0; j < in.w.size(); ++j) out.grad_w[j] += in.w[j];
  if (variant == contract::LinearClassifier::Variant::penalized_intercept) out.grad_intercept += in.intercept;
  return out;
}

/// Newton's method by Cholesky's factor, its steps halved while the objective rises, until the gradient is small enough or rounding
/// lets it get no smaller.
template <class Loss, class T>
class Fit {
 public:
  using Variant = contract::LinearFit::Variant;

  Fit(const contract::LinearFit::In<T>& in, Variant variant)
      : fixed_(variant == Variant::no_intercept), penalized_(variant == Variant::penalized_intercept), size_(in.x.shape[1] + (fixed_ ? 0 : 1)), tolerance_(in.tolerance),
        at_{in.x, in.y, Tensor<T>({in.x.shape[1]}), 0, in.c}, rows_({in.x.shape[0], size_}, Storage<T>(in.y.size() * static_cast<std::size_t>(size_), 1)) {
    for (std::size_t i = 0; i < in.y.size(); ++i)
      for (std::size_t j = 0; j < at_.w.size(); ++j) rows_(i, j) = in.x(i, j);
  }
  contract::LinearFit::Out<T> run() {
    look();
    for (int k = 0; k < 1000 && largest(gradient_) > tolerance_ / 2 && step();) ++k;
    return {at_.w, at_.intercept};
  }

 private:
  struct Slopes { Tensor<T> grad_w; T grad_intercept; };

  static T largest(const Storage<T>& g) {
    T most = 0;
    for (const T slope : g) most = std::max(most, std::abs(slope));
    return most;
  }
  void look() {
    const auto convention = penalized_ ? contract::LinearClassifier::Variant::penalized_intercept : contract::LinearClassifier::Variant::sum;
    value_ = objective<Loss>(at_, convention);
    const auto slopes = gradient<Loss, Slopes>(at_, convention);
    gradient_ = slopes.grad_w.data;
    if (!fixed_) gradient_.push_back(slopes.grad_intercept);
  }
  Storage<T> newton() const {
    const auto n = static_cast<std::size_t>(size_);
    Tensor<T> scaled = rows_, hessian({size_, size_});
    for (std::size_t i = 0; i < at_.y.size(); ++i) {
      const T curvature = Loss::curvature(at_.c, margin(at_, i));
      for (std::size_t j = 0; j < n; ++j) scaled(i, j) *= curvature;
    }
    backend::gemm({.a_transposed = true}, size_, size_, static_cast<std::int64_t>(at_.y.size()), rows_.data.data(), scaled.data.data(), hessian.data.data());
    for (std::size_t j = 0; j < n; ++j) hessian(j, j) += j < at_.w.size() || penalized_ ? T(1) : T(0);
    Storage<T> factor = hessian.data, p = gradient_;
    if (lapack::potrf('U', static_cast<int>(size_), factor.data()) != 0) {  // no curvature along b, or none that rounding leaves
      for (std::size_t j = 0; j < n; ++j) hessian(j, j) += 1 + hessian(j, j) * std::sqrt(std::numeric_limits<T>::epsilon());
      factor = hessian.data;
      if (lapack::potrf('U', static_cast<int>(size_), factor.data()) != 0) return p;
    }
    lapack::potrs('U', static_cast<int>(size_), 1, factor.data(), p.data());
    return p;
  }
  /// False where nothing gets better.
  bool step() {
    const Storage<T> p = newton();
    const auto before = at_;
    const T value = value_, slope = largest(gradient_), noise = 16 * std::numeric_limits<T>::epsilon() * value_;
    const auto old = gradient_;
    for (T length = 1; length > T(1e-12); length /= 2) {
      for (std::size_t j = 0; j < at_.w.size(); ++j) at_.w[j] = before.w[j] - length * p[j];
      if (!fixed_) at_.intercept = before.intercept - length * p.back();
      look();
      if (value_ < value - noise || (value_ <= value + noise && largest(gradient_) < slope)) return true;
    }
    at_ = before, value_ = value, gradient_ = old;
    return false;
  }

  bool fixed_, penalized_;
  std::int64_t size_;
  T tolerance_, value_ = 0;
  contract::LinearClassifier::In<T> at_;
  Tensor<T> rows_;  ///< a sample and 1 in each
  Storage<T> gradient_;
};

}  // namespace etalon::fast::optimization
