#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// y = s·(x − μ)/√(σ² + ε) + b in each channel of each sample, with a scale and a bias for each: the style.
struct Adain {
  enum class Variant { scale, one_plus_scale };
  template <class T> struct In { Tensor<T> x, scale, bias; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, c{"c"}, m{"m"};  // samples, channels, and entries of a channel

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::scale>({n, c}, "s, one for each channel of each sample"),
                      in::data<&In<T>::bias>({n, c}, "b, one for each channel of each sample"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-8")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of m in another order costs m of them. Seven more: square, quotient, ε, root, 1 + s, product, bias.
    return std::tuple{out::textbook<&Out<T>::y>(SameAs{"x"}, m + 7, "C6", "of mean b and deviation |s| in each channel, but for ε")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    return {{"m", in.scale.size() == 0 ? 0 : static_cast<std::int64_t>(in.x.size() / in.scale.size())}};
  }
  static Complaint unfit(const Inputs& in, std::size_t) {
    const Dimensions &x = in.shape("x"), &scale = in.shape("scale");
    if (x.size() < 2 || count_of(x) == 0) return "x has shape " + shape_text(x) + ": no second axis for channels, or no entries";
    if (Dimensions{x[0], x[1]} != scale) return "x has shape " + shape_text(x) + ", and the style is of shape " + shape_text(scale);
    if (count_of(x) == x[0] * x[1]) return "x has shape " + shape_text(x) + ": one entry in each channel, whose variance says nothing";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "gan.adain",
            .summary = "adaptive instance normalization: y = s·(x − μ)/√(σ² + ε) + b with the mean μ and the biased variance σ² of each channel in each sample, and its style (s, b)",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("x has samples and channels as many as the style, with two entries in each channel at least", unfit)},
                        {"C2", ClauseKind::domain, finite({"x", "scale", "bias", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "each channel of y has mean b and variance s²·σ²/(σ² + ε)"},
                        {"C5", ClauseKind::law, "x + c has the y of x; αx with α²ε has it too for α > 0: the style of x itself is forgotten"},
                        {"C7", ClauseKind::law, "each sample is nn.instance_norm with its own weight and bias"},
                        {"C6", ClauseKind::error, "textbook, m + 7 for m entries in a channel"}},
            .source = "Huang and Belongie, Arbitrary style transfer in real-time with adaptive instance normalization, ICCV (2017), (8); "
                      "Karras, Laine and Aila, A style-based generator architecture for generative adversarial networks, CVPR (2019), (1)",
            .variants = {{"scale", "s·x̂ + b, as the papers write it"}, {"one_plus_scale", "(1 + s)·x̂ + b: the style of a layer that starts at 0, StyleGAN's own code"}},
            .aliases = {"adaptive_instance_norm", "style_mod"}};
  }
};

/// With d = √(σ² + ε), x̂ = (x − μ)/d and ĉ = s·ȳ: x̄ = (ĉ − mean ĉ − x̂·mean(ĉx̂))/d, s̄ = Σ ȳx̂ and b̄ = Σ ȳ in each channel of each sample.
struct AdainVjp : Vjp<Adain> {
  template <class T> struct Out { Tensor<T> grad_x, grad_scale, grad_bias; };

  template <class T> static auto outputs() {
    // As for y: sums of m in another order, twice for s̄, and at most thirteen roundings on the way.
    return std::tuple{out::textbook<&Out<T>::grad_x>(Adain::m + 13, "C6", "x̄"), out::textbook<&Out<T>::grad_scale>(2 * Adain::m + 13, "C6", "s̄"), out::textbook<&Out<T>::grad_bias>(Adain::m + 1, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = (sȳ − mean(sȳ) − x̂·mean(sȳx̂))/d, s̄ = Σ ȳx̂, b̄ = Σ ȳ in each channel of each sample, with x̂ = (x − μ)/d, d = √(σ² + ε), and 1 + s for s where that is the scale",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = 0 in each channel, and Σ x̄x = s·s̄·ε/d²"},
                                   {"C6", ClauseKind::error, "textbook, m + 13, and m more for s̄"}},
                       .source = "Huang and Belongie, Arbitrary style transfer in real-time with adaptive instance normalization, ICCV (2017)"});
  }
};

inline constexpr Function<Adain> adain;
inline constexpr Function<AdainVjp> adain_vjp;

}  // namespace etalon::contract::gan
