#include "reference/contract/gan/least_squares_discriminator_loss.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using reference::gan::mean_of;
using contract::gan::LeastSquaresDiscriminatorLoss;
using contract::gan::LeastSquaresDiscriminatorLossGradient;
using Variant = LeastSquaresDiscriminatorLoss::Variant;

/// As it is written.
template <>
const Reference<LeastSquaresDiscriminatorLoss> Wings<LeastSquaresDiscriminatorLoss>::reference =
    []<class T>(const LeastSquaresDiscriminatorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresDiscriminatorLoss::Out<T>> {
  const T whole = mean_of(in.real, [&](const T& s) { return square(s - in.b); }) + mean_of(in.fake, [&](const T& s) { return square(s - in.a); });
  return LeastSquaresDiscriminatorLoss::Out<T>{variant == Variant::halved ? whole / 2 : whole};
};

template <>
const Reference<LeastSquaresDiscriminatorLossGradient> Wings<LeastSquaresDiscriminatorLossGradient>::reference =
    []<class T>(const LeastSquaresDiscriminatorLoss::In<T>& in, Variant variant) -> Result<LeastSquaresDiscriminatorLossGradient::Out<T>> {
  const int twice = variant == Variant::halved ? 1 : 2;
  return LeastSquaresDiscriminatorLossGradient::Out<T>{map(in.real, [&](const T& s) -> T { return twice * (s - in.b) / T(in.real.shape[0]); }),
                                                       map(in.fake, [&](const T& s) -> T { return twice * (s - in.a) / T(in.fake.shape[0]); })};
};

}  // namespace etalon
