#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = w·(x − μ)/√(σ² + ε) + b over the trailing axes that w has.
struct LayerNorm {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count m{"m"};  // the entries that are normalised together

  template <class I> static SizeValues sizes(const I& in) { return {{"m", count_of(in.weight.shape)}}; }
  static Complaint trailing(const Inputs& in, std::size_t) {
    const Dimensions &x = in.shape("x"), &w = in.shape("weight");
    if (w.empty() || w.size() > x.size() || !std::equal(w.rbegin(), w.rend(), x.rbegin())) return "weight has shape " + shape_text(w) + ", and x " + shape_text(x) + ": no trailing axes of it";
    if (count_of(w) == 0) return "nothing is normalised: weight has shape " + shape_text(w);
    return std::nullopt;
  }

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "its trailing axes are normalised together"), in::data<&In<T>::weight>(Any{}, "w, of the shape of these axes"),
                      in::data<&In<T>::bias>(SameAs{"weight"}, "b"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-5")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of m in another order costs m of them. Six more: square, quotient, ε, root, product, bias.
    return std::tuple{out::textbook<&Out<T>::y>(SameAs{"x"}, m + 6, "C6", "of mean b and deviation |w|, but for ε")};
  }
  static Statement statement() {
    return {.name = "nn.layer_norm",
            .summary = "y = w·(x − μ)/√(σ² + ε) + b over the trailing axes that w has, with their mean μ and biased variance σ²",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("weight has the shape of x's trailing axes, and entries", trailing)},
                        {"C2", ClauseKind::domain, finite({"x", "weight", "bias", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "(y − b)/w has mean 0 and variance σ²/(σ² + ε); constant rows have y = b"},
                        {"C5", ClauseKind::law, "x + c has the y of x; αx with α²ε has it too for α > 0"},
                        {"C6", ClauseKind::error, "textbook, m + 6 for m entries normalised together"}},
            .source = "Ba, Kiros and Hinton, Layer normalization (2016)",
            .aliases = {"layer_normalization"}};
  }
};

/// With s = √(σ² + ε), x̂ = (x − μ)/s and ĉ = w·ȳ: x̄ = (ĉ − mean ĉ − x̂·mean(ĉx̂))/s, w̄ = Σ ȳx̂, b̄ = Σ ȳ.
struct LayerNormVjp : Vjp<LayerNorm> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  inline static const Count rows{"rows"};
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues all = LayerNorm::sizes(in);
    all["rows"] = in.weight.size() == 0 ? 0 : static_cast<std::int64_t>(in.x.size() / in.weight.size());
    return all;
  }
  template <class T> static auto outputs() {
    // As for y: sums in another order, of m along a row and of the rows for w̄ and b̄, and at most ten roundings on the way.
    const Count c = LayerNorm::m + 12;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C7", "x̄"), out::textbook<&Out<T>::grad_weight>(c + rows, "C7", "w̄"), out::textbook<&Out<T>::grad_bias>(rows + 1, "C7", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = (wȳ − mean(wȳ) − x̂·mean(wȳx̂))/s, w̄ = Σ ȳx̂, b̄ = Σ ȳ with x̂ = (x − μ)/s, s = √(σ² + ε)",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = 0 in each row"}, {"C7", ClauseKind::error, "textbook, m + 12, and as many more as there are rows for w̄"}},
                       .source = "Ba, Kiros and Hinton, Layer normalization (2016)"});
  }
};

inline constexpr Function<LayerNorm> layer_norm;
inline constexpr Function<LayerNormVjp> layer_norm_vjp;

}  // namespace etalon::contract::nn
