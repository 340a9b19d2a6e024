#pragma once
#include "reference/gan/answers.hpp"
#include "reference/gan/network.hpp"

namespace etalon::reference::gan {

template <class T, class In>
Network<T> discriminator_of(const In& in) {
  return {in.d_weights, in.d_biases, in.activation, in.slope};
}
template <class T, class In>
Network<T> generator_of(const In& in) {
  return {in.g_weights, in.g_biases, in.activation, in.slope};
}

/// The mean cross-entropy of a discriminator's logits with one label.
template <class T>
T loss_of(const Tensor<T>& logits, int label) {
  return mean_of(logits, [&](const T& s) -> T { return softplus(label == 1 ? T(-s) : s); });
}
template <class T>
Tensor<T> slopes_of(const Tensor<T>& logits, int label) {
  return map(logits, [&](const T& s) -> T { return (label == 1 ? T(-sigmoid(-s)) : sigmoid(s)) / T(logits.shape[0]); });
}

/// w − η·ḡ for each tensor.
template <class T>
void descend(TensorList<T>& weights, const T& rate, const TensorList<T>& slopes) {
  for (std::size_t l = 0; l < weights.size(); ++l)
    for (std::size_t i = 0; i < weights[l].size(); ++i) weights[l][i] -= rate * slopes[l][i];
}
/// D after one step on its loss of real and of generated samples.
template <class T>
Network<T> after_a_step(const Network<T>& d, const Tensor<T>& real, const Tensor<T>& fake, const T& rate) {
  const auto of_real = d.pulled_back(real, slopes_of(d(real), 1)), of_fake = d.pulled_back(fake, slopes_of(d(fake), 0));
  Network<T> next = d;
  for (const auto& slopes : {of_real, of_fake}) descend(next.weights, rate, slopes.weights), descend(next.biases, rate, slopes.biases);
  return next;
}

}  // namespace etalon::reference::gan
