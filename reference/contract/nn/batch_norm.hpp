#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = w·(x − μ)/√(σ² + ε) + b for each channel, with the channel's own mean μ and biased variance σ²: batch normalization in training.
struct BatchNorm {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count c{"c"}, m{"m"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::weight>({c}, "w, one for each channel"),
                      in::data<&In<T>::bias>({c}, "b, one for each channel"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-5")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of m in another order costs m of them. Six more: square, quotient, ε, root, product, bias.
    return std::tuple{out::textbook<&Out<T>::y>(SameAs{"x"}, m + 6, "C6", "of mean b and deviation |w| in each channel, but for ε")};
  }
  /// m entries in each channel.
  template <class I> static SizeValues sizes(const I& in) {
    return {{"m", in.x.rank() < 2 || in.x.shape[1] == 0 ? 0 : count_of(in.x.shape) / in.x.shape[1]}};
  }
  static Statement statement() {
    return {.name = "nn.batch_norm",
            .summary = "y = w·(x − μ)/√(σ² + ε) + b in each channel, the second axis, with its mean μ and biased variance σ² over all other axes",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("x has an axis of channels, as many as weight and bias, with two entries in each at least", channels)},
                        {"C2", ClauseKind::domain, finite({"x", "weight", "bias", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "in each channel y has mean b and variance w²·σ²/(σ² + ε)"},
                        {"C5", ClauseKind::law, "x + c has the y of x; αx with α²ε has it too for α > 0, and −x that of −w"},
                        {"C6", ClauseKind::error, "textbook, m + 6 for m entries in each channel"}},
            .source = "Ioffe and Szegedy, Batch normalization: accelerating deep network training by reducing internal covariate shift, ICML (2015), algorithm 1",
            .aliases = {"batch_norm1d", "batch_norm2d", "batch_norm3d", "native_batch_norm"}};
  }

 private:
  static Complaint channels(const Inputs& in, std::size_t) {
    const Dimensions& x = in.shape("x");
    if (x.size() < 2 || count_of(x) == 0) return "x has shape " + shape_text(x) + ": no second axis for channels, or no entries";
    if (count_of(x) == x[1]) return "x has shape " + shape_text(x) + ": one entry in each channel, whose variance says nothing";
    if (x[1] != in.shape("weight").at(0)) return "x has " + std::to_string(x[1]) + " channels, and weight " + std::to_string(in.shape("weight")[0]);
    return std::nullopt;
  }
};

/// With s = √(σ² + ε) and x̂ = (x − μ)/s: x̄ = w/s·(ȳ − mean ȳ − x̂·mean(ȳx̂)), w̄ = Σ ȳx̂, b̄ = Σ ȳ.
struct BatchNormVjp : Vjp<BatchNorm> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  template <class T> static auto outputs() {
    // As for y: sums of m in another order, and at most ten roundings on the way that T counts once.
    const Count c = BatchNorm::m + 10;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄"), out::textbook<&Out<T>::grad_weight>(c, "C6", "w̄"),
                      out::textbook<&Out<T>::grad_bias>(c, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = w/s·(ȳ − mean ȳ − x̂·mean(ȳx̂)), w̄ = Σ ȳx̂, b̄ = Σ ȳ with x̂ = (x − μ)/s, s = √(σ² + ε)",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = 0 in each channel, and Σ x̄·x = w·w̄·ε/(σ² + ε)"},
                                   {"C5", ClauseKind::law, "ȳ constant in each channel gives x̄ = 0 and w̄ = 0"},
                                   {"C6", ClauseKind::error, "textbook, m + 10"}},
                       .source = "Ioffe and Szegedy, Batch normalization, ICML (2015), section 3"});
  }
};

inline constexpr Function<BatchNorm> batch_norm;
inline constexpr Function<BatchNormVjp> batch_norm_vjp;

}  // namespace etalon::contract::nn
