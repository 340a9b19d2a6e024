#pragma once
#include "reference/contract/experts.hpp"
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// A mixture of experts that routes itself: each token goes to the k experts that its gate scores highest.
struct SparseMoe : Experts {
  using Variant = Gate::Variant;
  template <class T> struct In { Tensor<T> x, gate; std::int64_t k = 1; Tensor<T> w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<std::int64_t> index; Tensor<T> y; };

  inline static const Count k{"k"};

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each expert"),
                                     in::exact<&In<T>::k>({}, "how many experts a token goes to")},
                          experts<In<T>>());
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::index>({t, k}, "the experts of each token, that with the largest score first"), out::laws<&Out<T>::y>({t, m}, "the answer to each token")};
  }
  static Statement statement() {
    return {.name = "moe.sparse_moe",
            .summary = "the k largest of x·gateᵀ for each token, and moe.sparse_layer at these routes",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "gate"})},
                        {"C2", ClauseKind::precondition, Gate::choosable("gate", 0)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "no expert twice, and none left out or behind whose score is larger by more than the bounds of both: nn.linear's where the choice comes first, "
                                                "moe.gate_softmax's where the softmax does"},
                        {"C5", ClauseKind::law, "with k = n it is moe.soft_moe"},
                        {"C6", ClauseKind::error, "y is moe.sparse_layer at the index as reported, within its bound"}},
            .source = "Shazeer et al., Outrageously large neural networks: the sparsely-gated mixture-of-experts layer, ICLR (2017), (1)–(5); Jiang et al., Mixtral of experts (2024), section 2",
            .variants = Gate::variants(),
            .no_derivative = "that of moe.sparse_layer at the routes chosen",
            .aliases = {"hard_moe"}};
  }
};

inline constexpr Function<SparseMoe> sparse_moe;

}  // namespace etalon::contract::moe
