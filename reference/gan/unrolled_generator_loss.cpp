#include "reference/contract/gan/unrolled_generator_loss.hpp"

#include "reference/gan/players.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::UnrolledGeneratorLoss;
using contract::gan::UnrolledGeneratorLossGradient;

/// The steps as a formula of G's weights.
constexpr auto unrolled_generator_loss = []<class T>(const UnrolledGeneratorLoss::In<T>& in) -> Result<UnrolledGeneratorLoss::Out<T>> {
  auto d = discriminator_of<T>(in);
  const Tensor<T> fake = generator_of<T>(in)(in.noise);
  for (std::int64_t k = 0; k < in.steps; ++k) d = after_a_step(d, in.real, fake, in.d_rate);
  return UnrolledGeneratorLoss::Out<T>{loss_of(d(fake), 1)};
};

template <>
const Reference<UnrolledGeneratorLoss> Wings<UnrolledGeneratorLoss>::reference = unrolled_generator_loss;

/// One sweep back over all the steps.
template <>
const Reference<UnrolledGeneratorLossGradient> Wings<UnrolledGeneratorLossGradient>::reference = reverse_sweep<UnrolledGeneratorLossGradient>(unrolled_generator_loss);

}  // namespace etalon
