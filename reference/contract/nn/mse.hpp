#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The mean of (x − t)².
struct Mse {
  enum class Variant { mean, sum };
  static std::vector<Convention> variants() { return {{"mean", "the mean over the entries"}, {"sum", "their sum"}}; }

  template <class T> struct In { Tensor<T> x; Tensor<T> target; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::x>({n}, "predictions"), in::exact<&In<T>::target>({n}, "t")}; }
  template <class T> static auto outputs() {
    // A difference, which its square counts twice, the square, n − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 4, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "nn.mse",
            .summary = "mean of (xᵢ − tᵢ)²",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "target"})},
                        {"C2", ClauseKind::law, "the loss is not negative, and 0 exactly where x = t; the sum is n times the mean"},
                        {"C3", ClauseKind::law, "x and t may change places; x + c and t + c have the same loss"},
                        {"C4", ClauseKind::error, "inherent, n + 4 roundings; x² − 2xt + t² loses the digits of a good prediction"}},
            .source = "Bishop, Pattern Recognition and Machine Learning (2006), section 1.1",
            .variants = variants(),
            .aliases = {"squared_error", "mse_loss", "mean_squared_error"}};
  }
};

/// x̄ = 2(x − t)/n.
struct MseGradient : Gradient<Mse> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // A difference and a quotient, or a product by 2/n.
    return std::tuple{out::inherent<&Out<T>::grad_x>(3, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = 2(xᵢ − tᵢ)/n",
                       .clauses = {{"C2", ClauseKind::law, "⟨x̄, x − t⟩ = 2·loss"}, {"C3", ClauseKind::error, "inherent, 3 roundings"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), section 1.1"});
  }
};

inline constexpr Function<Mse> mse;
inline constexpr Function<MseGradient> mse_gradient;

}  // namespace etalon::contract::nn
