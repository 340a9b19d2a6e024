#include "reference/contract/nn/triplet_margin_loss.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::TripletMarginLoss;
using contract::nn::TripletMarginLossGradient;

namespace {

/// ‖x − y + ε‖² of rows i.
template <class T>
T squared(const Tensor<T>& x, const Tensor<T>& y, const T& epsilon, std::int64_t i) {
  T sum = 0;
  for (std::int64_t k = 0; k < x.shape[1]; ++k) sum += square(x(i, k) - y(i, k) + epsilon);
  return sum;
}
template <class T>
T root(const T& square) {
  return square == 0 ? T(0) : sqrt(square);
}
/// Is d(p, n) taken? Of equal ones d(a, n) is.
template <class T>
bool swapped(const TripletMarginLoss::In<T>& in, std::int64_t i) {
  return in.swap == 1 && static_cast<bool>(squared(in.positive, in.negative, in.epsilon, i) < squared(in.anchor, in.negative, in.epsilon, i));
}
/// d(a, p) − d(a, n) + margin.
template <class T>
T excess(const TripletMarginLoss::In<T>& in, std::int64_t i) {
  return root(squared(in.anchor, in.positive, in.epsilon, i)) - root(squared(swapped(in, i) ? in.positive : in.anchor, in.negative, in.epsilon, i)) + in.margin;
}

}  // namespace

/// max(0, e) as (e + |e|)/2: near the kink whoever compares rounds e, and so its rounding counts on both sides.
template <>
const Reference<TripletMarginLoss> Wings<TripletMarginLoss>::reference =
    []<class T>(const TripletMarginLoss::In<T>& in, TripletMarginLoss::Variant variant) -> Result<TripletMarginLoss::Out<T>> {
  T sum = 0;
  for (std::int64_t i = 0; i < in.anchor.shape[0]; ++i) {
    const T e = excess(in, i);
    sum += (e + abs(e)) / 2;
  }
  return TripletMarginLoss::Out<T>{variant == TripletMarginLoss::Variant::mean ? sum / T(in.anchor.shape[0]) : sum};
};

/// (x − y + ε)/d for x, and its negative for y, of every distance in a positive term; 0 where d is 0.
template <>
const Reference<TripletMarginLossGradient> Wings<TripletMarginLossGradient>::reference =
    []<class T>(const TripletMarginLossGradient::In<T>& in, TripletMarginLoss::Variant variant) -> Result<TripletMarginLossGradient::Out<T>> {
  TripletMarginLossGradient::Out<T> out{Tensor<T>(in.anchor.shape), Tensor<T>(in.anchor.shape), Tensor<T>(in.anchor.shape)};
  const T n = variant == TripletMarginLoss::Variant::mean ? in.anchor.shape[0] : 1;
  for (std::int64_t i = 0; i < in.anchor.shape[0]; ++i) {
    if (!(excess(in, i) > 0)) continue;
    const auto add = [&](const Tensor<T>& x, const Tensor<T>& y, Tensor<T>& grad_x, Tensor<T>& grad_y, int sign) {
      const T distance = root(squared(x, y, in.epsilon, i));
      if (distance == 0) return;
      for (std::int64_t k = 0; k < x.shape[1]; ++k) {
        const T slope = T(sign) * (x(i, k) - y(i, k) + in.epsilon) / distance / n;
        grad_x(i, k) += slope;
        grad_y(i, k) -= slope;
      }
    };
    add(in.anchor, in.positive, out.grad_anchor, out.grad_positive, 1);
    if (swapped(in, i)) add(in.positive, in.negative, out.grad_positive, out.grad_negative, -1);
    else add(in.anchor, in.negative, out.grad_anchor, out.grad_negative, -1);
  }
  return out;
};

}  // namespace etalon
