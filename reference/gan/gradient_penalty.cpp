#include "reference/contract/gan/gradient_penalty.hpp"

#include "reference/gan/network.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::GradientPenalty;
using contract::gan::GradientPenaltyGradient;
using Variant = GradientPenalty::Variant;

/// Backpropagation to the points, as a formula of its own; a norm of 0 is a constant, whose slope is 0.
constexpr auto gradient_penalty = []<class T>(const GradientPenalty::In<T>& in, Variant variant) -> Result<GradientPenalty::Out<T>> {
  T sum = 0;
  for (const T& squared : squared_norms(slopes_of_critic<T>(in))) {
    const T norm = squared > 0 ? sqrt(squared) : T(0);
    if (variant == Variant::two_sided || bool(norm > 1)) sum += square(norm - 1);
  }
  return GradientPenalty::Out<T>{in.strength * sum / T(in.x.shape[0])};
};

template <>
const Reference<GradientPenalty> Wings<GradientPenalty>::reference = gradient_penalty;

/// Backpropagation through that backpropagation.
template <>
const Reference<GradientPenaltyGradient> Wings<GradientPenaltyGradient>::reference = reverse_sweep<GradientPenaltyGradient>(gradient_penalty);

}  // namespace etalon
