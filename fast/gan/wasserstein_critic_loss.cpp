#include "reference/contract/gan/wasserstein_critic_loss.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using fast::tensor::mean_of;
using contract::gan::WassersteinCriticLoss;
using contract::gan::WassersteinCriticLossGradient;

/// In pairs.
template <>
const Fast<WassersteinCriticLoss> Wings<WassersteinCriticLoss>::fast = []<class T>(const WassersteinCriticLoss::In<T>& in) -> Result<WassersteinCriticLoss::Out<T>> {
  const auto mean = [](const Tensor<T>& scores) { return mean_of<T>(scores.shape[0], [&](std::int64_t i) { return scores[i]; }); };
  return WassersteinCriticLoss::Out<T>{mean(in.fake) - mean(in.real)};
};

template <>
const Fast<WassersteinCriticLossGradient> Wings<WassersteinCriticLossGradient>::fast =
    []<class T>(const WassersteinCriticLoss::In<T>& in) -> Result<WassersteinCriticLossGradient::Out<T>> {
  return WassersteinCriticLossGradient::Out<T>{map(in.real, [&](T) { return -1 / static_cast<T>(in.real.shape[0]); }), map(in.fake, [&](T) { return 1 / static_cast<T>(in.fake.shape[0]); })};
};

}  // namespace etalon
