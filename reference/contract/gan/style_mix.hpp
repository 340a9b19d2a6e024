#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// The styles of one sample in the first layers, those of another in the others.
struct StyleMix {
  template <class T> struct In { Tensor<T> first, second; std::int64_t crossover = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, layers{"layers"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::first>({n, layers, d}, "the styles of the coarse layers"), in::data<&In<T>::second>({n, layers, d}, "the styles of the fine ones"),
                      in::exact<&In<T>::crossover>({}, "the layer from which on the second are taken")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>({n, layers, d}, "C4", "the styles mixed")};
  }
  static Complaint no_layer(const Inputs& in, std::size_t) {
    const std::int64_t crossover = in.integer("crossover"), layers = in.shape("first").at(1);
    if (crossover >= 0 && crossover <= layers) return std::nullopt;
    return "crossover is " + std::to_string(crossover) + " of " + std::to_string(layers) + " layers";
  }
  static Statement statement() {
    return {.name = "gan.style_mix",
            .summary = "y[n, l] = first[n, l] for l < crossover, second[n, l] from there on",
            .clauses = {{"C1", ClauseKind::domain, finite({"first", "second"})},
                        {"C2", ClauseKind::precondition, Predicate("0 ≤ crossover ≤ layers", no_layer)},
                        {"C3", ClauseKind::law, "crossover = 0 is the second, crossover = layers the first; a mix and the mix of both exchanged have together each entry of both once"},
                        {"C4", ClauseKind::error, "exact"}},
            .source = "Karras, Laine and Aila, A style-based generator architecture for generative adversarial networks, CVPR (2019), section 3.1",
            .no_derivative = "each entry is one of the inputs: their gradients are the cotangent where they were taken, and 0",
            .aliases = {"style_mixing", "mixing_regularization"}};
  }
};

inline constexpr Function<StyleMix> style_mix;

}  // namespace etalon::contract::gan
