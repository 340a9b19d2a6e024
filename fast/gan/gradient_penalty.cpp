#include "reference/contract/gan/gradient_penalty.hpp"

#include "fast/gan/network.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::GradientPenalty;
using contract::gan::GradientPenaltyGradient;
using Variant = GradientPenalty::Variant;

/// Backpropagation to the points.
template <>
const Fast<GradientPenalty> Wings<GradientPenalty>::fast = []<class T>(const GradientPenalty::In<T>& in, Variant variant) -> Result<GradientPenalty::Out<T>> {
  auto beyond = norms(slopes_of_critic<T>(in));
  for (T& norm : beyond) norm = variant == Variant::two_sided || norm > 1 ? norm - 1 : 0;
  return GradientPenalty::Out<T>{times_squares(Parts<T>(in.strength) / static_cast<T>(in.x.shape[0]), beyond)};
};

/// With ḡ = (‖g‖ − 1)·g/‖g‖ held, 2λ/n times the gradient of ⟨∇ₓD, ḡ⟩; 0 where g is.
template <>
const Fast<GradientPenaltyGradient> Wings<GradientPenaltyGradient>::fast = []<class T>(const GradientPenalty::In<T>& in, Variant variant) -> Result<GradientPenaltyGradient::Out<T>> {
  Tensor<T> g = slopes_of_critic<T>(in);
  const auto lengths = norms(g);
  for (std::int64_t i = 0; i < g.shape[0]; ++i) {
    const T norm = lengths[static_cast<std::size_t>(i)];
    const bool counts = norm > 0 && (variant == Variant::two_sided || norm > 1);
    for (std::int64_t j = 0; j < g.shape[1]; ++j) g(i, j) = counts ? (norm - 1) * (g(i, j) / norm) : T(0);
  }
  auto slopes = second_slopes_of_critic<T>(in, g, Parts<T>(in.strength) / (static_cast<T>(g.shape[0]) / 2));
  return GradientPenaltyGradient::Out<T>{std::move(slopes.weights), std::move(slopes.biases)};
};

}  // namespace etalon
