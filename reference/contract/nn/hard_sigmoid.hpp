#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x/6 + ½ between 0 and 1.
struct HardSigmoid : Entrywise {
  /// The slope between.
  enum class Variant { sixth, fifth };
  static std::vector<Convention> variants() {
    return {{"sixth", "x/6 + ½: PyTorch, JAX, Keras 3"}, {"fifth", "x/5 + ½: ONNX without attributes, Keras 2"}};
  }

  template <class T> static auto outputs() {
    // An addition and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 2, "C3", "the hard sigmoid")};
  }
  static Statement statement() {
    return {.name = "nn.hard_sigmoid",
            .summary = "y = min(max(x/6 + ½, 0), 1), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; 0 for −∞, and 1 for ∞"},
                        {"C2", ClauseKind::law, "0 ≤ y ≤ 1, and y(x) + y(−x) = 1"},
                        {"C3", ClauseKind::error, "inherent, 2 roundings"}},
            .source = "Courbariaux, Bengio and David, BinaryConnect, NeurIPS (2015), section 2.3; Howard et al., Searching for MobileNetV3, ICCV (2019), section 5.2",
            .variants = variants()};
  }
};

/// x̄ = ȳ/6 where −3 < x < 3, 0 beyond.
struct HardSigmoidVjp : EntrywiseVjp<HardSigmoid> {
  template <class T> static auto outputs() {
    // A constant and a product.
    return std::tuple{out::inherent<&Out<T>::grad_x>(2, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ/6 where −3 < x < 3, and 0 beyond",
                       .clauses = {{"C2", ClauseKind::law, "at x = ±3 every number between 0 and ȳ/6 is a subgradient; the reference takes 0"},
                                   {"C3", ClauseKind::error, "inherent, 2 roundings"}},
                       .source = "Howard et al., Searching for MobileNetV3, ICCV (2019), section 5.2"});
  }
};

inline constexpr Function<HardSigmoid> hard_sigmoid;
inline constexpr Function<HardSigmoidVjp> hard_sigmoid_vjp;

}  // namespace etalon::contract::nn
