#include "reference/contract/gan/wasserstein_critic_loss.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using reference::gan::mean_of;
using contract::gan::WassersteinCriticLoss;
using contract::gan::WassersteinCriticLossGradient;

template <>
const Reference<WassersteinCriticLoss> Wings<WassersteinCriticLoss>::reference = []<class T>(const WassersteinCriticLoss::In<T>& in) -> Result<WassersteinCriticLoss::Out<T>> {
  const auto itself = [](const T& s) { return s; };
  return WassersteinCriticLoss::Out<T>{mean_of(in.fake, itself) - mean_of(in.real, itself)};
};

template <>
const Reference<WassersteinCriticLossGradient> Wings<WassersteinCriticLossGradient>::reference =
    []<class T>(const WassersteinCriticLoss::In<T>& in) -> Result<WassersteinCriticLossGradient::Out<T>> {
  return WassersteinCriticLossGradient::Out<T>{map(in.real, [&](const T&) -> T { return -1 / T(in.real.shape[0]); }), map(in.fake, [&](const T&) -> T { return 1 / T(in.fake.shape[0]); })};
};

}  // namespace etalon
