#include "reference/contract/gan/r1_penalty.hpp"

#include "reference/gan/network.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::R1Penalty;
using contract::gan::R1PenaltyGradient;

/// Backpropagation to the points, as a formula of its own.
constexpr auto r1_penalty = []<class T>(const R1Penalty::In<T>& in) -> Result<R1Penalty::Out<T>> {
  T sum = 0;
  for (const T& squared : squared_norms(slopes_of_critic<T>(in))) sum += squared;
  return R1Penalty::Out<T>{in.strength * sum / T(2 * in.x.shape[0])};
};

template <>
const Reference<R1Penalty> Wings<R1Penalty>::reference = r1_penalty;

/// Backpropagation through that backpropagation.
template <>
const Reference<R1PenaltyGradient> Wings<R1PenaltyGradient>::reference = reverse_sweep<R1PenaltyGradient>(r1_penalty);

}  // namespace etalon
