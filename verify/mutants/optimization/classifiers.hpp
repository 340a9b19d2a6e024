#pragma once
#include "verify/language/mutants.hpp"

#include "reference/contract/linear_classifier.hpp"

/// What bugs of linear classifiers share.
namespace etalon::verify {

/// ½‖w‖²
template <class T>
T half_squares(const Tensor<T>& w) {
  T sum = 0;
  for (const T entry : w) sum += entry * entry / 2;
  return sum;
}

template <class Op>
Mutants<Op> mutants_of_objective() {
  using Variant = contract::LinearClassifier::Variant;
  auto all = mutants<Op>();
  all.spoils("whole_squares", "‖w‖² without its half", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) { out.objective += half_squares(in.w); })
      .spoils("weight_of_squares", "C at the squares, as λ, instead of the loss", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        const T squares = half_squares(in.w);
        out.objective = (out.objective - squares) / in.c + in.c * squares;
      })
      .add("other_penalty", "b penalized where it is free, and free where it is penalized", []<class T>(const typename Op::template In<T>& in, Variant variant) {
        auto out = Wings<Op>::fast(in, variant);
        if (out) out->objective += (variant == Variant::penalized_intercept ? -1 : 1) * in.intercept * in.intercept / 2;
        return out;
      })
      .add("other_labels", "labels of the other sign", []<class T>(const typename Op::template In<T>& in, Variant variant) {
        auto mirrored = in;
        for (auto& y : mirrored.y) y = -y;
        return Wings<Op>::fast(mirrored, variant);
      });
  return all;
}

template <class Op>
Mutants<Op> mutants_of_gradient() {
  using Variant = contract::LinearClassifier::Variant;
  auto all = mutants<Op>();
  all.spoils("sign", "the way down", [](auto& out, const auto&) {
       for (auto& slope : out.grad_w) slope = -slope;
       out.grad_intercept = -out.grad_intercept;
     })
      .spoils("no_squares", "the gradient of the loss alone", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        for (std::size_t j = 0; j < in.w.size(); ++j) out.grad_w[j] -= in.w[j];
      })
      .spoils("no_intercept", "b taken for a constant", [](auto& out, const auto&) { out.grad_intercept = 0; })
      .add("other_mean", "the sum for the mean, and the mean for the sum", []<class T>(const typename Op::template In<T>& in, Variant variant) {
        return Wings<Op>::fast(in, variant == Variant::mean ? Variant::sum : variant == Variant::sum ? Variant::mean : variant);
      });
  return all;
}

template <class Fit>
Mutants<Fit> mutants_of_fit() {
  using Variant = contract::LinearFit::Variant;
  auto all = mutants<Fit>();
  all.add("other_penalty", "b penalized where it is free, and free where it is penalized", []<class T>(const typename Fit::template In<T>& in, Variant variant) {
       return Wings<Fit>::fast(in, variant == Variant::free_intercept ? Variant::penalized_intercept : variant == Variant::penalized_intercept ? Variant::free_intercept : variant);
     })
      .add("mean", "C/m for C: the mean of the losses", []<class T>(const typename Fit::template In<T>& in, Variant variant) {
        auto other = in;
        other.c /= static_cast<T>(in.y.size());
        return Wings<Fit>::fast(other, variant);
      })
      .add("whole_squares", "‖w‖² without its half", []<class T>(const typename Fit::template In<T>& in, Variant variant) {
        auto other = in;
        other.c /= 2;
        return Wings<Fit>::fast(other, variant);
      })
      .spoils("zero", "the start, as if nothing had to be done", [](auto& out, const auto&) {
        for (auto& w : out.w) w = 0;
        out.intercept = 0;
      })
      .spoils("stopped_early", "a hundredth of the way is left", [](auto& out, const auto&) {
        for (auto& w : out.w) w -= w / 100;
      });
  return all;
}

}  // namespace etalon::verify
