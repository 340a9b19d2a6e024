#include "reference/contract/vae/train_step.hpp"

#include "reference/optimization/averages.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::vae::Loss;
using contract::vae::LossGradient;
using contract::vae::TrainStep;

/// The gradient of vae.loss; then every weight and bias by algorithm 1 of Kingma and Ba, line by line, or along m′ = β₁m + g.
template <>
const Reference<TrainStep> Wings<TrainStep>::reference = []<class T>(const TrainStep::In<T>& in, TrainStep::Variant variant) -> Result<TrainStep::Out<T>> {
  const auto gradient = Wings<LossGradient>::reference(Loss::In<T>{in.x, in.noise, in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.activation, in.likelihood, in.beta});
  if (!gradient) return gradient.failure();
  TrainStep::Out<T> out{in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.m, in.v};
  const T correction1 = 1 - pow(in.beta1, in.t), correction2 = 1 - pow(in.beta2, in.t);
  std::size_t at = 0;  // among all tensors, in the order of m and v
  const auto step = [&](TensorList<T>& theta, const TensorList<T>& of_theta) {
    for (std::size_t k = 0; k < theta.size(); ++k, ++at)
      for (std::size_t i = 0; i < theta[k].size(); ++i) {
        const T& g = of_theta[k][i];
        T &m = out.m_next[at][i], &v = out.v_next[at][i];
        if (variant == TrainStep::Variant::sgd) {
          m = in.beta1 * m + g;
          theta[k][i] -= in.learning_rate * m;
        } else {
          m = average(in.beta1, m, g);
          v = average(in.beta2, v, square(g));
          const T m_hat = m / correction1, v_hat = v / correction2;
          theta[k][i] -= in.learning_rate * m_hat / (root(v_hat) + in.epsilon);
        }
      }
  };
  step(out.encoder_weights_next, gradient->grad_encoder_weights);
  step(out.encoder_biases_next, gradient->grad_encoder_biases);
  step(out.decoder_weights_next, gradient->grad_decoder_weights);
  step(out.decoder_biases_next, gradient->grad_decoder_biases);
  return out;
};

}  // namespace etalon
