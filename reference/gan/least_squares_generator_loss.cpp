#include "reference/contract/gan/least_squares_generator_loss.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using reference::gan::mean_of;
using contract::gan::LeastSquaresGeneratorLoss;
using contract::gan::LeastSquaresGeneratorLossGradient;
using Variant = LeastSquaresGeneratorLoss::Variant;

/// As it is written.
template <>
const Reference<LeastSquaresGeneratorLoss> Wings<LeastSquaresGeneratorLoss>::reference =
    []<class T>(const LeastSquaresGeneratorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresGeneratorLoss::Out<T>> {
  const T whole = mean_of(in.fake, [&](const T& s) { return square(s - in.c); });
  return LeastSquaresGeneratorLoss::Out<T>{variant == Variant::halved ? whole / 2 : whole};
};

template <>
const Reference<LeastSquaresGeneratorLossGradient> Wings<LeastSquaresGeneratorLossGradient>::reference =
    []<class T>(const LeastSquaresGeneratorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresGeneratorLossGradient::Out<T>> {
  return LeastSquaresGeneratorLossGradient::Out<T>{map(in.fake, [&](const T& s) -> T { return (variant == Variant::halved ? 1 : 2) * (s - in.c) / T(in.fake.shape[0]); })};
};

}  // namespace etalon
