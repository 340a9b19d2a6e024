#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// w′ = w̄ + ψ(w − w̄) in the first layers: the style of each drawn towards their mean.
struct Truncation {
  template <class T> struct In { Tensor<T> w, mean; T psi{}; std::int64_t cutoff = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, layers{"layers"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::w>({n, layers, d}, "the styles of each layer of each sample"), in::data<&In<T>::mean>({d}, "w̄, the mean style"),
                      in::exact<&In<T>::psi>({}, "ψ: 1 leaves the styles as they are, 0 takes the mean").or_else("0.7"),
                      in::exact<&In<T>::cutoff>({}, "how many layers are truncated, from the first")};
  }
  template <class T> static auto outputs() {
    // 1 − ψ, a product each, and a sum.
    return std::tuple{out::inherent<&Out<T>::y>({n, layers, d}, 3, "C5", "w′")};
  }
  static Complaint too_many(const Inputs& in, std::size_t) {
    const std::int64_t cutoff = in.integer("cutoff"), layers = in.shape("w").at(1);
    if (cutoff >= 0 && cutoff <= layers) return std::nullopt;
    return "cutoff is " + std::to_string(cutoff) + " of " + std::to_string(layers) + " layers";
  }
  static Statement statement() {
    return {.name = "gan.truncation",
            .summary = "the truncation trick in W: w′ = w̄ + ψ(w − w̄) in the first `cutoff` layers, w′ = w in the others",
            .clauses = {{"C1", ClauseKind::domain, finite({"w", "mean"})},
                        {"C2", ClauseKind::precondition, finite("psi")},
                        {"C3", ClauseKind::precondition, Predicate("0 ≤ cutoff ≤ layers", too_many)},
                        {"C4", ClauseKind::law, "ψ = 1 is w, and ψ = 0 the mean; layers from `cutoff` on are exactly w; truncated twice it is truncated by ψ²"},
                        {"C5", ClauseKind::error, "inherent, 3 roundings: w̄ + ψ(w − w̄) loses a small w beside its mean where ψ is near 1, ψw + (1 − ψ)w̄ does not"}},
            .source = "Karras, Laine and Aila, A style-based generator architecture for generative adversarial networks, CVPR (2019), appendix B",
            .aliases = {"truncation_trick"}};
  }
};

/// w̄ of w is ψȳ, or ȳ where it is not truncated; that of the mean is (1 − ψ)·Σ ȳ over what is.
struct TruncationVjp : Vjp<Truncation> {
  template <class T> struct Out { Tensor<T> grad_w, grad_mean; };

  template <class T> static auto outputs() {
    // A product; 1 − ψ, a product, and n·layers − 1 additions in any order.
    return std::tuple{out::inherent<&Out<T>::grad_w>(1, "C5", "the gradient of w"), out::inherent<&Out<T>::grad_mean>(Truncation::n * Truncation::layers + 1, "C5", "the gradient of the mean")};
  }
  static Statement statement() {
    return derivative({.summary = "ψȳ of w in the first layers, ȳ in the others; (1 − ψ)·Σ ȳ over samples and the first layers of the mean",
                       .clauses = {{"C4", ClauseKind::law, "layers from `cutoff` on have exactly ȳ, and none of them reaches the mean"}, {"C5", ClauseKind::error, "inherent, 1 rounding, and n·layers + 1 for the mean"}},
                       .source = "Karras, Laine and Aila, A style-based generator architecture for generative adversarial networks, CVPR (2019), appendix B"});
  }
};

inline constexpr Function<Truncation> truncation;
inline constexpr Function<TruncationVjp> truncation_vjp;

}  // namespace etalon::contract::gan
