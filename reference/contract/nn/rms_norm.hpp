#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = w·x/√(mean x² + ε) over the trailing axes that w has.
struct RmsNorm {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; T epsilon{}; };
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
                      in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-6")};
  }
  template <class T> static auto outputs() {
    // A square, m − 1 additions, a quotient, ε and a root, half of them; a quotient and a product.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, m + 6, "C6", "of root mean square |w|, but for ε")};
  }
  static Statement statement() {
    return {.name = "nn.rms_norm",
            .summary = "y = w·x/√(mean x² + ε) over the trailing axes that w has",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("weight has the shape of x's trailing axes, and entries", trailing)},
                        {"C2", ClauseKind::domain, finite({"x", "weight", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "the mean of (y/w)² is mean x²/(mean x² + ε)"},
                        {"C5", ClauseKind::law, "αx with α²ε has the y of x for α > 0, and −x has −y"},
                        {"C6", ClauseKind::error, "inherent, m + 6 roundings"}},
            .source = "Zhang and Sennrich, Root mean square layer normalization, NeurIPS (2019)",
            .aliases = {"rms_normalization"}};
  }
};

/// With r = √(mean x² + ε): x̄ = w·ȳ/r − x·mean(w·ȳ·x)/r³, w̄ = Σ ȳx/r.
struct RmsNormVjp : Vjp<RmsNorm> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; };

  inline static const Count rows{"rows"};
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues all = RmsNorm::sizes(in);
    all["rows"] = in.weight.size() == 0 ? 0 : static_cast<std::int64_t>(in.x.size() / in.weight.size());
    return all;
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of m along a row, and of the rows for w̄, in another order, and at most ten roundings more.
    const Count c = RmsNorm::m + 10;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C7", "x̄"), out::textbook<&Out<T>::grad_weight>(c + rows, "C7", "w̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = wȳ/r − x·mean(wȳx)/r³, w̄ = Σ ȳx/r with r = √(mean x² + ε)",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄x = Σ wȳx·ε/r³ in each row"}, {"C7", ClauseKind::error, "textbook, m + 10, and as many more as there are rows for w̄"}},
                       .source = "Zhang and Sennrich, Root mean square layer normalization, NeurIPS (2019)"});
  }
};

inline constexpr Function<RmsNorm> rms_norm;
inline constexpr Function<RmsNormVjp> rms_norm_vjp;

}  // namespace etalon::contract::nn
