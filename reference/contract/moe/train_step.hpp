#pragma once
#include "reference/contract/experts.hpp"
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// One step of gradient descent of a gate and its experts together, at routes that are given.
struct TrainStep : Experts {
  using Variant = Gate::Variant;
  template <class T> struct In {
    Tensor<T> x, target, gate;
    Tensor<std::int64_t> index;
    Tensor<T> w1, b1, w2, b2;
    std::string activation;
    T alpha = T(1) / T(100), rate{};
  };
  template <class T> struct Out { Tensor<T> gate_next, w1_next, b1_next, w2_next, b2_next; T loss; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::target>({t, m}, "the answer wanted for each"),
                                     in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each expert"), in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, that each token goes to")},
                          experts<In<T>>(),
                          std::tuple{in::exact<&In<T>::alpha>({}, "α, the weight of the balance").or_else("0.01"), in::exact<&In<T>::rate>({}, "the learning rate")});
  }
  template <class T> static auto outputs() {
    // As moe.sparse_layer.vjp; the loss' own, over all answers, and a step.
    const Count c = 2 * widest + 3 * n + 2 * t + 2 * k + m + 26;
    return std::tuple{out::textbook<&Out<T>::gate_next>({n, d}, c, "C8", "the gate after the step"), out::textbook<&Out<T>::w1_next>({n, h, d}, c, "C8", "the experts after it"),
                      out::textbook<&Out<T>::b1_next>({n, h}, c, "C8", "likewise"), out::textbook<&Out<T>::w2_next>({n, m, h}, c, "C8", "likewise"), out::textbook<&Out<T>::b2_next>({n, m}, c, "C8", "likewise"),
                      out::textbook<&Out<T>::loss>({}, c, "C8", "the loss before it")};
  }
  static Statement statement() {
    return {.name = "moe.train_step",
            .summary = "θ − rate·∇ of the mean of (y − target)², y = moe.sparse_layer, plus moe.load_balance_loss with P the softmax of x·gateᵀ and f the share of the routes of each expert",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "target", "gate"})},
                        {"C2", ClauseKind::precondition, Gate::routes("gate", 0)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::precondition, finite({"alpha", "rate"}) && not_negative("alpha") && not_negative("rate")},
                        {"C5", ClauseKind::law, "at rate 0 everything stays; the loss is nn.mse of moe.sparse_layer plus moe.load_balance_loss of moe.gate_softmax"},
                        {"C6", ClauseKind::law, "the step is −rate times moe.sparse_layer.vjp of nn.mse's gradient, and for the gate moe.gate_softmax.vjp of moe.load_balance_loss.gradient too, in which f is "
                                                "held: counts have no gradient"},
                        {"C7", ClauseKind::law, "the experts' step does not depend on α, and an expert without tokens stays as it is"},
                        {"C8", ClauseKind::error, "textbook, 3n + 2t + 2k + m + 26 more than twice the most terms that a sum within an expert has"}},
            .source = "Shazeer et al., ICLR (2017), sections 2 and 4; Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.2, (4)–(6)",
            .variants = Gate::variants(),
            .no_derivative = "a step updates a state, and training does not differentiate through it"};
  }
};

inline constexpr Function<TrainStep> train_step;

}  // namespace etalon::contract::moe
