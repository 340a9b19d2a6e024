#include "reference/contract/gan/train_step.hpp"

#include "reference/gan/players.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::TrainStep;
using Variant = TrainStep::Variant;

/// Both steps, one after the other.
template <>
const Reference<TrainStep> Wings<TrainStep>::reference = []<class T>(const TrainStep::In<T>& in, Variant variant) -> Result<TrainStep::Out<T>> {
  const auto d = discriminator_of<T>(in);
  auto g = generator_of<T>(in);
  const Tensor<T> fake = g(in.noise);
  const auto next = after_a_step(d, in.real, fake, in.d_rate);
  const Tensor<T> answers = next(fake);
  const bool saturates = variant == Variant::saturating;
  const T g_loss = saturates ? T(-loss_of(answers, 0)) : loss_of(answers, 1);
  const Tensor<T> slopes = saturates ? map(slopes_of(answers, 0), [](const T& s) -> T { return -s; }) : slopes_of(answers, 1);
  const auto of_g = g.pulled_back(in.noise, next.pulled_back(fake, slopes).x);
  descend(g.weights, in.g_rate, of_g.weights), descend(g.biases, in.g_rate, of_g.biases);
  return TrainStep::Out<T>{next.weights, next.biases, g.weights, g.biases, loss_of(d(in.real), 1) + loss_of(d(fake), 0), g_loss};
};

}  // namespace etalon
