#pragma once
#include "reference/contract/channels.hpp"

namespace etalon::contract::nn {

/// y = w·(x − μ)/√(σ² + ε) + b for each channel, with the running mean and variance of training.
struct BatchNormInference {
  template <class T> struct In { Tensor<T> x; Tensor<T> running_mean; Tensor<T> running_variance; Tensor<T> weight; Tensor<T> bias; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count c{"c"}, m{"m"};

  template <class I> static SizeValues sizes(const I& in) { return {{"m", entries_of_channel(in.x.shape)}}; }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::running_mean>({c}, "μ"), in::data<&In<T>::running_variance>({c}, "σ²"),
                      in::data<&In<T>::weight>({c}, "w, one for each channel"), in::data<&In<T>::bias>({c}, "b, one for each channel"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-5")};
  }
  template <class T> static auto outputs() {
    // ε and a root, half of it; a quotient, then in either form (w/s·(x − μ) + b or w/s·x + (b − w/s·μ)) four more at most.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 7, "C6", "what the layer answers")};
  }
  static Statement statement() {
    return {.name = "nn.batch_norm_inference",
            .summary = "y = w·(x − μ)/√(σ² + ε) + b in each channel, the second axis, with the running mean μ and variance σ²",
            .clauses = {{"C1", ClauseKind::precondition, channels_of("weight", 0)},
                        {"C2", ClauseKind::domain, finite({"x", "running_mean", "running_variance", "weight", "bias", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon") && not_negative("running_variance")},
                        {"C4", ClauseKind::law, "at x = μ it is b, and (y − b)²·(σ² + ε) = w²·(x − μ)²"},
                        {"C5", ClauseKind::law, "with the mean and the biased variance of x itself it is nn.batch_norm"},
                        {"C6", ClauseKind::error, "inherent, seven roundings"}},
            .source = "Ioffe and Szegedy, Batch normalization: accelerating deep network training by reducing internal covariate shift, ICML (2015), algorithm 2",
            .aliases = {"BatchNormalization"}};
  }
};

/// With s = √(σ² + ε): x̄ = ȳw/s, μ̄ = −Σ x̄, σ̄² = −w·Σ ȳ(x − μ)/(2s³), w̄ = Σ ȳ(x − μ)/s, b̄ = Σ ȳ.
struct BatchNormInferenceVjp : Vjp<BatchNormInference> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_running_mean; Tensor<T> grad_running_variance; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  template <class T> static auto outputs() {
    const Count m = BatchNormInference::m;
    // 1/s is two and a half roundings, and two products; sums of m have m − 1 additions; 1/s³ is three times 1/s, and two products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(5, "C6", "x̄"), out::inherent<&Out<T>::grad_running_mean>(m + 5, "C6", "μ̄"), out::inherent<&Out<T>::grad_running_variance>(m + 13, "C6", "σ̄²"),
                      out::inherent<&Out<T>::grad_weight>(m + 5, "C6", "w̄"), out::inherent<&Out<T>::grad_bias>(m + 1, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳw/s, μ̄ = −Σ x̄, σ̄² = −w·Σ ȳ(x − μ)/(2s³), w̄ = Σ ȳ(x − μ)/s, b̄ = Σ ȳ with s = √(σ² + ε)",
                       .clauses = {{"C4", ClauseKind::law, "μ̄ = −Σ x̄ and 2(σ² + ε)·σ̄² = −w·w̄ in each channel"},
                                   {"C6", ClauseKind::error, "inherent, five roundings for x̄ and m more for the sums, eight more for σ̄²"}},
                       .source = "Ioffe and Szegedy, Batch normalization, ICML (2015), section 3"});
  }
};

inline constexpr Function<BatchNormInference> batch_norm_inference;
inline constexpr Function<BatchNormInferenceVjp> batch_norm_inference_vjp;

}  // namespace etalon::contract::nn
