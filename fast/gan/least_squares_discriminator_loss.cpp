#include "reference/contract/gan/least_squares_discriminator_loss.hpp"

#include "fast/gan/squares.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::LeastSquaresDiscriminatorLoss;
using contract::gan::LeastSquaresDiscriminatorLossGradient;
using Variant = LeastSquaresDiscriminatorLoss::Variant;

template <>
const Fast<LeastSquaresDiscriminatorLoss> Wings<LeastSquaresDiscriminatorLoss>::fast =
    []<class T>(const LeastSquaresDiscriminatorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresDiscriminatorLoss::Out<T>> {
  const T whole = variant == Variant::halved ? T(2) : T(1);
  return LeastSquaresDiscriminatorLoss::Out<T>{squares_over(in.real, in.b, whole * static_cast<T>(in.real.size())) + squares_over(in.fake, in.a, whole * static_cast<T>(in.fake.size()))};
};

template <>
const Fast<LeastSquaresDiscriminatorLossGradient> Wings<LeastSquaresDiscriminatorLossGradient>::fast =
    []<class T>(const LeastSquaresDiscriminatorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresDiscriminatorLossGradient::Out<T>> {
  const T share = variant == Variant::halved ? T(1) : T(1) / 2;
  return LeastSquaresDiscriminatorLossGradient::Out<T>{distances_over(in.real, in.b, share * static_cast<T>(in.real.size())), distances_over(in.fake, in.a, share * static_cast<T>(in.fake.size()))};
};

}  // namespace etalon
