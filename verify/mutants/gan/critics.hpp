#pragma once
#include "verify/language/mutants.hpp"

namespace etalon::verify::gan {

/// Of a penalty's gradient: what is not differentiated twice.
template <class D>
Mutants<D> penalty_gradient_mutants() {
  return mutants<D>()
      .spoils("never_differentiated", "create_graph left out: the penalty is a constant to the weights", [](auto& out, const auto&) {
        for (auto& layer : out.grad_weights)
          for (auto& g : layer) g = 0;
        for (auto& layer : out.grad_biases)
          for (auto& g : layer) g = 0;
      })
      .spoils("last_layer_alone", "the slopes of the activations detached: no second derivative reaches the layers before the last", [](auto& out, const auto& in) {
        for (std::size_t l = 0; l + 1 < in.weights.size(); ++l)
          for (auto& g : out.grad_weights[l]) g = 0;
      })
      .spoils("no_biases", "the biases taken for parameters that no penalty reaches", [](auto& out, const auto&) {
        for (auto& layer : out.grad_biases)
          for (auto& g : layer) g = 0;
      })
      .spoils("half", "the square's factor 2 lost", [](auto& out, const auto&) {
        for (auto& layer : out.grad_weights)
          for (auto& g : layer) g /= 2;
      })
      .spoils("summed", "the sum over the points", [](auto& out, const auto& in) {
        for (auto& layer : out.grad_weights)
          for (auto& g : layer) g *= static_cast<float>(in.x.shape[0]);
      });
}

}  // namespace etalon::verify::gan
