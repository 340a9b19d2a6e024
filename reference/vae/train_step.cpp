#include "reference/contract/vae/train_step.hpp"

#include "reference/contract/optimization/adam.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::Adam;
using contract::vae::Loss;
using contract::vae::LossGradient;
using contract::vae::TrainStep;

/// vae.loss.gradient, and optimization.adam of all parameters as one vector.
template <>
const Reference<TrainStep> Wings<TrainStep>::reference = []<class T>(const TrainStep::In<T>& in, TrainStep::Variant variant) -> Result<TrainStep::Out<T>> {
  const Loss::In<T> at{in.x, in.noise, in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.activation, in.likelihood, in.beta};
  const auto gradient = Wings<LossGradient>::reference(at);
  if (!gradient) return gradient.failure();
  const Tensor<T> theta = TrainStep::flat<T>({&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases});
  const Tensor<T> g = TrainStep::flat<T>({&gradient->grad_encoder_weights, &gradient->grad_encoder_biases, &gradient->grad_decoder_weights, &gradient->grad_decoder_biases});
  Adam::Out<T> next{theta, TrainStep::flat<T>({&in.m}), TrainStep::flat<T>({&in.v})};
  if (variant == TrainStep::Variant::adam) {
    auto step = Wings<Adam>::reference(Adam::In<T>{theta, next.m_next, next.v_next, g, in.t, in.learning_rate, in.beta1, in.beta2, in.epsilon});
    if (!step) return step.failure();
    next = std::move(*step);
  } else {
    for (std::size_t i = 0; i < theta.size(); ++i) {
      next.m_next[i] = in.beta1 * next.m_next[i] + g[i];
      next.theta_next[i] -= in.learning_rate * next.m_next[i];
    }
  }
  TrainStep::Out<T> out{in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.m, in.v};
  TrainStep::unflatten<T>(next.theta_next, {&out.encoder_weights_next, &out.encoder_biases_next, &out.decoder_weights_next, &out.decoder_biases_next});
  TrainStep::unflatten<T>(next.m_next, {&out.m_next});
  TrainStep::unflatten<T>(next.v_next, {&out.v_next});
  return out;
};

}  // namespace etalon
