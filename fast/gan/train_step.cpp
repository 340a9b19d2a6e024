#include "reference/contract/gan/train_step.hpp"

#include "fast/gan/players.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::TrainStep;
using Variant = TrainStep::Variant;

template <>
const Fast<TrainStep> Wings<TrainStep>::fast = []<class T>(const TrainStep::In<T>& in, Variant variant) -> Result<TrainStep::Out<T>> {
  const Network<T> d{in.d_weights, in.d_biases, in.activation, in.slope};
  Network<T> g{in.g_weights, in.g_biases, in.activation, in.slope};
  const auto pass = g.pass(in.noise);
  const Tensor<T>& fake = pass.taken.back();
  const auto next = after_a_step(d, in.real, fake, in.d_rate);
  const auto answers = next.pass(fake);
  const bool saturates = variant == Variant::saturating;
  Tensor<T> slopes = slopes_of<T>(answers.taken.back(), saturates ? 0 : 1);
  if (saturates)
    for (T& s : slopes) s = -s;
  const T g_loss = saturates ? -loss_of(answers.taken.back(), 0) : loss_of(answers.taken.back(), 1);
  const auto of_g = g.pulled_back(pass, next.pulled_back(answers, slopes).x);
  descend(g.weights, in.g_rate, of_g.weights), descend(g.biases, in.g_rate, of_g.biases);
  return TrainStep::Out<T>{next.weights, next.biases, g.weights, g.biases, loss_of(d(in.real), 1) + loss_of(d(fake), 0), g_loss};
};

}  // namespace etalon
