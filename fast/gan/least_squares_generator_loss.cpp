#include "reference/contract/gan/least_squares_generator_loss.hpp"

#include "fast/gan/squares.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::LeastSquaresGeneratorLoss;
using contract::gan::LeastSquaresGeneratorLossGradient;
using Variant = LeastSquaresGeneratorLoss::Variant;

template <>
const Fast<LeastSquaresGeneratorLoss> Wings<LeastSquaresGeneratorLoss>::fast =
    []<class T>(const LeastSquaresGeneratorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresGeneratorLoss::Out<T>> {
  return LeastSquaresGeneratorLoss::Out<T>{squares_over(in.fake, in.c, (variant == Variant::halved ? T(2) : T(1)) * static_cast<T>(in.fake.size()))};
};

template <>
const Fast<LeastSquaresGeneratorLossGradient> Wings<LeastSquaresGeneratorLossGradient>::fast =
    []<class T>(const LeastSquaresGeneratorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresGeneratorLossGradient::Out<T>> {
  return LeastSquaresGeneratorLossGradient::Out<T>{distances_over(in.fake, in.c, (variant == Variant::halved ? T(1) : T(1) / 2) * static_cast<T>(in.fake.size()))};
};

}  // namespace etalon
