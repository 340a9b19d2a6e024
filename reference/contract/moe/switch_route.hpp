#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// One expert for each token, and a place in its queue as long as there are places.
struct SwitchRoute {
  enum class Variant { ceil, floor, ceil_by_probability, floor_by_probability };
  static bool by_probability(Variant v) { return v == Variant::ceil_by_probability || v == Variant::floor_by_probability; }
  static bool rounds_up(Variant v) { return v == Variant::ceil || v == Variant::ceil_by_probability; }

  template <class T> struct In { Tensor<T> logits; T capacity_factor{}; };
  template <class T> struct Out { Tensor<std::int64_t> expert, position; Tensor<T> probability; std::int64_t capacity = 0; Tensor<std::int64_t> load; };

  inline static const Count t{"t", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, n}, "the router's scores, a row for each token"), in::exact<&In<T>::capacity_factor>({}, "places beside tokens: 1 is as many, were they balanced").or_else("1.25")};
  }
  template <class T> static auto outputs() {
    // As nn.softmax.
    return std::tuple{out::laws<&Out<T>::expert>({t}, "the expert of each token, also of those dropped"), out::laws<&Out<T>::position>({t}, "its place in the expert's queue, 0 … capacity − 1; −1 where it is dropped"),
                      out::inherent<&Out<T>::probability>({t}, n + 4, "C7", "the softmax at the expert"), out::laws<&Out<T>::capacity>({}, "the places of each expert"),
                      out::laws<&Out<T>::load>({n}, "the places taken")};
  }
  static Statement statement() {
    return {.name = "moe.switch_route",
            .summary = "each token to the expert of its largest logit, into a queue of t·factor/n places, the first tokens or the surest ones first; who finds none is dropped",
            .clauses = {{"C1", ClauseKind::domain, finite("logits")},
                        {"C2", ClauseKind::precondition, positive("capacity_factor") && at_most("capacity_factor", 1048576), "the factor is positive, and at most 2²⁰"},
                        {"C3", ClauseKind::law, "the expert has the largest probability, of equal ones the lower index; where the bounds of two overlap either is right"},
                        {"C4", ClauseKind::law, "the capacity is t·factor/n rounded up, or down; where that is so near an integer that rounding may decide either is right"},
                        {"C5", ClauseKind::law, "the places of an expert's tokens are 0, 1, … in the order of the tokens, or of their probabilities (where the bounds of two overlap, either order is right), and −1 from the capacity on"},
                        {"C6", ClauseKind::law, "routed and dropped tokens are t; no load exceeds the capacity, and none is dropped while its expert has places"},
                        {"C7", ClauseKind::error, "inherent, n + 4 roundings, of the probabilities"}},
            .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.2, (3); Riquelme et al., Scaling vision with sparse mixture of experts, NeurIPS (2021), 4, for the order by probability",
            .variants = {{"ceil", "rounded up, the first tokens first: DeepSpeed, fairseq"},
                         {"floor", "rounded down, the first tokens first: Mesh TensorFlow"},
                         {"ceil_by_probability", "rounded up, the surest first: V-MoE"},
                         {"floor_by_probability", "rounded down, the surest first"}},
            .no_derivative = "integers; the probabilities have that of nn.softmax at the experts, as moe.switch_layer says"};
  }
};

inline constexpr Function<SwitchRoute> switch_route;

}  // namespace etalon::contract::moe
