#include "reference/contract/moe/sigmoid_gate.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/moe/sigmoid_gate_weights.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SigmoidGate;
using contract::moe::SigmoidGateWeights;

const auto registered =
    mutants<SigmoidGate>()
        .spoils("bias_in_weights", "the bias in the weights too", []<class T>(SigmoidGate::Out<T>& out, const SigmoidGate::In<T>& in) {
          for (std::int64_t r = 0; r < out.index.shape[0]; ++r) {
            T sum = 0;
            const auto biased = [&](std::int64_t j) { return 1 / (1 + std::exp(-in.logits(r, out.index(r, j)))) + in.bias[out.index(r, j)]; };
            for (std::int64_t j = 0; j < in.k; ++j) sum += biased(j);
            for (std::int64_t j = 0; j < in.k; ++j) out.weights(r, j) = in.scale * biased(j) / sum;
          }
        })
        .spoils("bias_forgotten", "the choice without the bias", []<class T>(SigmoidGate::Out<T>& out, const SigmoidGate::In<T>& in) {
          auto plain = in;
          for (T& b : plain.bias) b = 0;
          out = *Wings<SigmoidGate>::fast(plain);
        })
        .spoils("bias_before_the_sigmoid", "σ(logits + bias) for the choice", []<class T>(SigmoidGate::Out<T>& out, const SigmoidGate::In<T>& in) {
          auto plain = in;
          for (std::size_t at = 0; at < in.logits.size(); ++at) plain.logits[at] += in.bias[at % in.bias.size()];
          for (T& b : plain.bias) b = 0;
          out.index = Wings<SigmoidGate>::fast(plain)->index;
          out.weights = Wings<SigmoidGateWeights>::fast(SigmoidGateWeights::In<T>{in.logits, out.index, in.scale})->weights;
        })
        .spoils("scale_forgotten", "weights that sum to 1", []<class T>(SigmoidGate::Out<T>& out, const SigmoidGate::In<T>& in) {
          auto plain = in;
          plain.scale = 1;
          out = *Wings<SigmoidGate>::fast(plain);
        })
        .spoils("next_expert", "expert indices that count from 1", [](auto& out, const auto& in) {
          for (auto& i : out.index) i = (i + 1) % in.logits.shape[1];
        });

}  // namespace
}  // namespace etalon::verify
