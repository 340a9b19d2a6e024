#include "reference/contract/gan/r1_penalty.hpp"

#include "fast/gan/network.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::R1Penalty;
using contract::gan::R1PenaltyGradient;

/// Backpropagation to the points.
template <>
const Fast<R1Penalty> Wings<R1Penalty>::fast = []<class T>(const R1Penalty::In<T>& in) -> Result<R1Penalty::Out<T>> {
  return R1Penalty::Out<T>{times_squares(Parts<T>(in.strength) / static_cast<T>(2 * in.x.shape[0]), slopes_of_critic<T>(in))};
};

/// With ḡ = g held, γ/n times the gradient of ⟨∇ₓD, ḡ⟩.
template <>
const Fast<R1PenaltyGradient> Wings<R1PenaltyGradient>::fast = []<class T>(const R1Penalty::In<T>& in) -> Result<R1PenaltyGradient::Out<T>> {
  auto slopes = second_slopes_of_critic<T>(in, slopes_of_critic<T>(in), Parts<T>(in.strength) / static_cast<T>(in.x.shape[0]));
  return R1PenaltyGradient::Out<T>{std::move(slopes.weights), std::move(slopes.biases)};
};

}  // namespace etalon
