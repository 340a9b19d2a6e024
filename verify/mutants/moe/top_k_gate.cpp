#include "reference/contract/moe/top_k_gate.hpp"

#include <algorithm>

#include "reference/contract/moe/gate_weights.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::TopKGate;
using Variant = TopKGate::Variant;

const auto registered =
    mutants<TopKGate>()
        .spoils("smallest", "the k smallest scores", []<class T>(TopKGate::Out<T>& out, const TopKGate::In<T>& in, Variant v) {
          auto other = in;
          for (T& l : other.logits) l = -l;
          out.index = Wings<TopKGate>::fast(other, v)->index;
          out.weights = Wings<GateWeights>::fast(GateWeights::In<T>{in.logits, out.index}, v)->weights;
        })
        .spoils("softmax_on_the_other_side", "the softmax before the choice instead of after, or after instead of before", []<class T>(TopKGate::Out<T>& out, const TopKGate::In<T>& in, Variant v) {
          out.weights = Wings<TopKGate>::fast(in, v == Variant::softmax_then_top_k ? Variant::top_k_then_softmax : Variant::softmax_then_top_k)->weights;
        })
        .spoils("renormalised_twice", "a softmax of the weights again", []<class T>(TopKGate::Out<T>& out, const TopKGate::In<T>& in, Variant v) {
          auto again = GateWeights::In<T>{in.logits, out.index};
          for (std::size_t a = 0; a < out.index.size(); ++a) again.logits(a / static_cast<std::size_t>(in.k), static_cast<std::size_t>(out.index[a])) = out.weights[a];
          out.weights = Wings<GateWeights>::fast(again, v)->weights;
        })
        .spoils("next_expert", "expert indices that count from 1", [](auto& out, const auto& in) {
          for (auto& i : out.index) i = (i + 1) % in.logits.shape[1];
        })
        .spoils("highest_index", "of equal scores the highest index first", []<class T>(TopKGate::Out<T>& out, const TopKGate::In<T>& in, Variant v) {
          auto other = in;
          const std::int64_t n = in.logits.shape[1];
          for (std::int64_t r = 0; r < in.logits.shape[0]; ++r) std::reverse(other.logits.begin() + r * n, other.logits.begin() + (r + 1) * n);
          out = *Wings<TopKGate>::fast(other, v);
          for (auto& i : out.index) i = n - 1 - i;
        })
        .spoils("unsorted", "the experts in the order of their indices, their weights where they were", [](auto& out, const auto& in) {
          for (std::int64_t r = 0; r < in.logits.shape[0]; ++r) std::sort(out.index.begin() + r * in.k, out.index.begin() + (r + 1) * in.k);
        });

}  // namespace
}  // namespace etalon::verify
