#include "reference/contract/nn/triplet_margin_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::TripletMarginLoss;
using contract::nn::TripletMarginLossGradient;
using Variant = TripletMarginLoss::Variant;

/// The loss with another distance, made of Σ(x − y + ε)² and Σ|x − y + ε|.
template <class T, class F>
T with_distance(const TripletMarginLoss::In<T>& in, Variant variant, F distance) {
  const auto d = [&](const Tensor<T>& x, const Tensor<T>& y, std::int64_t i) {
    T squares = 0, sizes = 0;
    for (std::int64_t k = 0; k < x.shape[1]; ++k) squares += (x(i, k) - y(i, k) + in.epsilon) * (x(i, k) - y(i, k) + in.epsilon), sizes += std::fabs(x(i, k) - y(i, k) + in.epsilon);
    return distance(squares, sizes);
  };
  T loss = 0;
  for (std::int64_t i = 0; i < in.anchor.shape[0]; ++i) {
    const T far = d(in.anchor, in.negative, i);
    loss += std::max(T(0), d(in.anchor, in.positive, i) - (in.swap == 1 ? std::min(far, d(in.positive, in.negative, i)) : far) + in.margin);
  }
  return variant == Variant::mean ? loss / static_cast<T>(in.anchor.shape[0]) : loss;
}

const auto registered =
    mutants<TripletMarginLoss>()
        .spoils("as_written", "squares overflow and underflow", []<class T>(TripletMarginLoss::Out<T>& out, const TripletMarginLoss::In<T>& in, Variant variant) {
          out.loss = with_distance(in, variant, [](T squares, T) { return std::sqrt(squares); });
        })
        .spoils("squared", "squared distances: FaceNet's form", []<class T>(TripletMarginLoss::Out<T>& out, const TripletMarginLoss::In<T>& in, Variant variant) {
          out.loss = with_distance(in, variant, [](T squares, T) { return squares; });
        })
        .spoils("of_sizes", "p = 1", []<class T>(TripletMarginLoss::Out<T>& out, const TripletMarginLoss::In<T>& in, Variant variant) {
          out.loss = with_distance(in, variant, [](T, T sizes) { return sizes; });
        })
        .spoils("swap_ignored", "d(a, n) always", []<class T>(TripletMarginLoss::Out<T>& out, const TripletMarginLoss::In<T>& in, Variant variant) {
          auto other = in;
          other.swap = 0;
          out = *Wings<TripletMarginLoss>::fast(other, variant);
        })
        .spoils("epsilon_forgotten", "‖x − y‖", []<class T>(TripletMarginLoss::Out<T>& out, const TripletMarginLoss::In<T>& in, Variant variant) {
          auto other = in;
          other.epsilon = 0;
          out = *Wings<TripletMarginLoss>::fast(other, variant);
        });

const auto registered_gradient =
    mutants<TripletMarginLossGradient>()
        .spoils("anchor_and_positive_alone", "the negative held constant", []<class T>(TripletMarginLossGradient::Out<T>& out, const TripletMarginLossGradient::In<T>&) {
          for (T& g : out.grad_negative) g = 0;
        })
        .spoils("sign", "the signs of p̄ and n̄ exchanged", []<class T>(TripletMarginLossGradient::Out<T>& out, const TripletMarginLossGradient::In<T>&) {
          for (T& g : out.grad_positive) g = -g;
          for (T& g : out.grad_negative) g = -g;
        })
        .spoils("not_divided", "the sum's", []<class T>(TripletMarginLossGradient::Out<T>& out, const TripletMarginLossGradient::In<T>& in) {
          out = *Wings<TripletMarginLossGradient>::fast(in, Variant::sum);
        })
        .spoils("swap_ignored", "d(a, n) always", []<class T>(TripletMarginLossGradient::Out<T>& out, const TripletMarginLossGradient::In<T>& in, Variant variant) {
          auto other = in;
          other.swap = 0;
          out = *Wings<TripletMarginLossGradient>::fast(other, variant);
        });

}  // namespace
}  // namespace etalon::verify
