#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// The weight of a convolution for each sample: its inputs scaled by the sample's style, each output channel scaled back to unit norm.
struct ModulatedWeight {
  enum class Variant { demodulated, modulated };
  template <class T> struct In { Tensor<T> weight, style; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count samples{"samples"}, fan_in{"fan_in"}, outputs_of{"outputs"};  // of the style, entries of an output's weight, output channels

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::weight>(Any{}, "w: O output channels, I input channels, and the kernel's axes"), in::data<&In<T>::style>({any_extent, any_extent}, "s, one for each input channel of each sample"),
                      in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-8")};
  }
  template <class T> static auto outputs() {
    // A product; its square and a sum of fan_in of them with ε, halved by the root; the root and a quotient or a product by the reciprocal.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, fan_in + 6, "C5", "a weight of the shape of w for each sample")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const std::int64_t outputs = in.weight.rank() < 2 ? 0 : in.weight.shape[0];
    return {{"fan_in", outputs == 0 ? 0 : static_cast<std::int64_t>(in.weight.size()) / outputs}, {"outputs", outputs}, {"samples", in.style.shape[0]}};
  }
  static Complaint unfit(const Inputs& in, std::size_t) {
    const Dimensions& w = in.shape("weight");
    if (w.size() < 2 || count_of(w) == 0) return "weight has shape " + shape_text(w) + ": no second axis for input channels, or no entries";
    if (w[1] != in.shape("style").at(1)) return "weight takes " + std::to_string(w[1]) + " channels, and style has " + std::to_string(in.shape("style")[1]);
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "gan.modulated_weight",
            .summary = "w′[n, o, i, k] = s[n, i]·w[o, i, k]/√(Σ_{i,k} (s[n, i]·w[o, i, k])² + ε)",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("weight has an axis of input channels, as many as style, and entries", unfit)},
                        {"C2", ClauseKind::domain, finite({"weight", "style", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "demodulated, each output channel has Σ w′² = q/(q + ε) ≤ 1 with q = Σ (sw)²; αs with α²ε, α > 0, has the same w′: the size of a style says nothing"},
                        {"C6", ClauseKind::law, "modulated, w′ is linear in s and in w"},
                        {"C5", ClauseKind::error, "inherent, fan_in + 6 roundings; no square may leave the range of the format"}},
            .source = "Karras, Laine, Aittala, Hellsten, Lehtinen and Aila, Analyzing and improving the image quality of StyleGAN, CVPR (2020), (1) and (3)",
            .variants = {{"demodulated", "scaled back to unit norm"}, {"modulated", "s·w alone, as the layer that gives colours takes it"}},
            .aliases = {"weight_demodulation", "modulated_conv2d"}};
  }
};

/// With d = √(Σ (sw)² + ε): ā = (w̄′ − w′·Σ w̄′w′)/d, w̄ = Σ_n s·ā and s̄ = Σ_{o,k} w·ā.
struct ModulatedWeightVjp : Vjp<ModulatedWeight> {
  template <class T> struct Out { Tensor<T> grad_weight, grad_style; };

  template <class T> static auto outputs() {
    using P = ModulatedWeight;
    // T counts a rounding once: sums of fan_in for d and for the product in another order, ten on the way, and the last sums.
    const Count c = 2 * P::fan_in + 10;
    return std::tuple{out::textbook<&Out<T>::grad_weight>(c + P::samples, "C5", "w̄"), out::textbook<&Out<T>::grad_style>(c + P::fan_in * P::outputs_of, "C5", "s̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = (ȳ − y·Σ ȳy)/d in each output channel of each sample, w̄ = Σ_n s·ā, s̄ = Σ_{o,k} w·ā, with d = √(Σ (sw)² + ε); ā = ȳ for modulated",
                       .clauses = {ModulatedWeightVjp::cotangent_clause(),
                                   {"C4", ClauseKind::law, "⟨s̄, s⟩ = ⟨w̄, w⟩"},
                                   {"C5", ClauseKind::error, "textbook, 2·fan_in + 10 and the terms of the last sum"}},
                       .source = "Karras, Laine, Aittala, Hellsten, Lehtinen and Aila, Analyzing and improving the image quality of StyleGAN, CVPR (2020)"});
  }

 private:
  static Clause cotangent_clause() {
    return {"C7", ClauseKind::precondition, Predicate("the cotangent has the shape of y", [](const Inputs& in, std::size_t) -> Complaint {
              Dimensions shape = in.shape("weight");
              shape.insert(shape.begin(), in.shape("style").at(0));
              if (in.shape("cotangent") == shape) return std::nullopt;
              return "the cotangent has shape " + shape_text(in.shape("cotangent")) + ", and y " + shape_text(shape);
            })};
  }
};

inline constexpr Function<ModulatedWeight> modulated_weight;
inline constexpr Function<ModulatedWeightVjp> modulated_weight_vjp;

}  // namespace etalon::contract::gan
