#pragma once
#include "fast/gan/network.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon::fast::gan {

/// The mean cross-entropy of a discriminator's logits with one label.
template <class T>
T loss_of(const Tensor<T>& logits, int label) {
  return tensor::mean_of<T>(logits.shape[0], [&](std::int64_t i) { return nn::softplus_of(label == 1 ? -logits[i] : logits[i]); });
}
/// Its slopes; N is a number or a dual one.
template <class T, class N>
Tensor<N> slopes_of(const Tensor<N>& logits, int label) {
  const N share = (label == 1 ? -1 : 1) / static_cast<T>(logits.shape[0]);
  return map(logits, [&](const N& s) { return sigmoid_of(label == 1 ? -s : s) * share; });
}

template <class T>
void descend(TensorList<T>& weights, T rate, const TensorList<T>& slopes) {
  for (std::size_t l = 0; l < weights.size(); ++l)
    for (std::size_t i = 0; i < weights[l].size(); ++i) weights[l][i] -= rate * slopes[l][i];
}
/// The slopes of D's loss of real and of generated samples, and in the latter.
template <class T, class N>
typename Network<N>::Slopes slopes_of_loss(const Network<N>& d, const Tensor<N>& real, const Tensor<N>& fake) {
  const auto at_real = d.pass(real), at_fake = d.pass(fake);
  const auto of_real = d.pulled_back(at_real, slopes_of<T>(at_real.taken.back(), 1));
  auto both = d.pulled_back(at_fake, slopes_of<T>(at_fake.taken.back(), 0));
  const auto add = [](TensorList<N>& sums, const TensorList<N>& more) {
    for (std::size_t l = 0; l < sums.size(); ++l)
      for (std::size_t i = 0; i < sums[l].size(); ++i) sums[l][i] += more[l][i];
  };
  add(both.weights, of_real.weights), add(both.biases, of_real.biases);
  return both;
}
template <class T>
Network<T> after_a_step(Network<T> d, const Tensor<T>& real, const Tensor<T>& fake, T rate) {
  const auto slopes = slopes_of_loss<T>(d, real, fake);
  descend(d.weights, rate, slopes.weights), descend(d.biases, rate, slopes.biases);
  return d;
}

}  // namespace etalon::fast::gan
