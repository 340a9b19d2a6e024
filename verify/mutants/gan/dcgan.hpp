#pragma once
#include "verify/language/mutants.hpp"

/// Wrong ways that both halves of DCGAN share.
namespace etalon::verify {

template <class Op>
Mutants<Op> dcgan_mutants() {
  return mutants<Op>()
      .spoils("epsilon_forgotten", "ε a thousandth of what it is", [](auto& out, const auto& in) {
        auto other = in;
        other.epsilon = in.epsilon / 1024;
        out.y = Wings<Op>::fast(other)->y;
      })
      .spoils("other_batch", "the last sample left out of the statistics", [](auto& out, const auto& in) {
        auto part = in;
        const auto n = static_cast<std::size_t>(in.x.shape[0]), sample = in.x.size() / n;
        part.x.shape[0] = in.x.shape[0] - 1;
        part.x.data.resize((n - 1) * sample);
        const auto y = Wings<Op>::fast(part);
        if (!y) return;
        for (std::size_t i = 0; i < y->y.size(); ++i) out.y[i] = y->y[i];
      })
      .spoils("shift_forgotten", "β = 0", [](auto& out, const auto& in) {
        auto other = in;
        for (auto& shift : other.shifts)
          for (auto& entry : shift) entry = 0;
        out.y = Wings<Op>::fast(other)->y;
      });
}

template <class D>
Mutants<D> dcgan_vjp_mutants() {
  return mutants<D>()
      .spoils("first_layer_frozen", "no gradient for the first kernel", [](auto& out, const auto&) {
        for (auto& g : out.grad_weights[0]) g = 0;
      })
      .spoils("last_sample", "the kernels' gradients of the last sample's cotangent alone", [](auto& out, const auto& in) {
        auto last = in;
        const std::size_t sample = in.cotangent.y.size() / static_cast<std::size_t>(in.x.shape[0]);
        for (std::size_t i = 0; i + sample < in.cotangent.y.size(); ++i) last.cotangent.y[i] = 0;
        out.grad_weights = Wings<D>::fast(last)->grad_weights;
      });
}

}  // namespace etalon::verify
