#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The mean of max(0, d(a, p) − d(a, n) + margin) with d(x, y) = ‖x − y + ε‖.
struct TripletMarginLoss {
  enum class Variant { mean, sum };
  static std::vector<Convention> variants() { return {{"mean", "the mean over the triplets"}, {"sum", "their sum"}}; }

  template <class T> struct In { Tensor<T> anchor; Tensor<T> positive; Tensor<T> negative; T margin{}; T epsilon{}; std::int64_t swap = 0; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::anchor>({n, d}, "a, a row for each triplet"), in::data<&In<T>::positive>({n, d}, "p, of the anchor's kind"),
                      in::data<&In<T>::negative>({n, d}, "n, of another"), in::exact<&In<T>::margin>({}, "how much farther n is to be").or_else("1"),
                      in::exact<&In<T>::epsilon>({}, "ε, added to every difference").or_else("1e-6"),
                      in::exact<&In<T>::swap>({}, "1: d(p, n) in place of d(a, n) where it is smaller").or_else("0")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a square sums d in another order, and the loss n.
    return std::tuple{out::textbook<&Out<T>::loss>({}, n + d + 4, "C5", "the loss")};
  }
  static Statement statement() {
    return {.name = "nn.triplet_margin_loss",
            .summary = "mean of max(0, d(aᵢ, pᵢ) − d(aᵢ, nᵢ) + margin) with d(x, y) = ‖x − y + ε‖; d(pᵢ, nᵢ) in place of d(aᵢ, nᵢ) where it is asked for and smaller",
            .clauses = {{"C1", ClauseKind::domain, finite({"anchor", "positive", "negative", "margin", "epsilon"})},
                        {"C2", ClauseKind::precondition, positive("margin") && not_negative("epsilon")},
                        {"C3", ClauseKind::precondition, within("swap", 0, 1)},
                        {"C4", ClauseKind::law, "loss ≥ 0; of a + c, p + c and n + c the same; with swap not less than without"},
                        {"C5", ClauseKind::error, "textbook, n + d + 4"}},
            .source = "Schroff, Kalenichenko and Philbin, FaceNet, CVPR (2015); Balntas, Riba, Ponsa and Mikolajczyk, Learning local feature descriptors with triplets, "
                      "BMVC (2016); PyTorch's documentation of triplet_margin_loss",
            .variants = variants(),
            .aliases = {"triplet_loss"}};
  }
};

/// ∂d(x, y)/∂x = (x − y + ε)/d = −∂d/∂y of every distance in a positive term.
struct TripletMarginLossGradient : Gradient<TripletMarginLoss> {
  template <class T> struct Out { Tensor<T> grad_anchor; Tensor<T> grad_positive; Tensor<T> grad_negative; };

  template <class T> static auto outputs() {
    // T counts a rounding once; a square sums d in another order.
    const Count c = TripletMarginLoss::d + 6;
    return std::tuple{out::textbook<&Out<T>::grad_anchor>(c, "C5", "ā"), out::textbook<&Out<T>::grad_positive>(c, "C5", "p̄"), out::textbook<&Out<T>::grad_negative>(c, "C5", "n̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = u(a, p) − u(a, n), p̄ = −u(a, p), n̄ = u(a, n) with u(x, y) = (x − y + ε)/d(x, y), divided as the loss is; 0 where the term is not positive",
                       .clauses = {{"C4", ClauseKind::law, "ā + p̄ + n̄ = 0. Where a term is 0, two distances are equal that are compared, or one is 0, every subgradient is right; the reference "
                                                           "takes 0, u(a, n) and u = 0"},
                                   {"C5", ClauseKind::error, "textbook, d + 6"}},
                       .source = "Schroff, Kalenichenko and Philbin, FaceNet, CVPR (2015)"});
  }
};

inline constexpr Function<TripletMarginLoss> triplet_margin_loss;
inline constexpr Function<TripletMarginLossGradient> triplet_margin_loss_gradient;

}  // namespace etalon::contract::nn
