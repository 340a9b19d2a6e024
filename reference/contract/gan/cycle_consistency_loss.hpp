#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// λ·(mean |F(G(x)) − x| + mean |G(F(y)) − y|): images that go to the other domain and back should come back as they were.
struct CycleConsistencyLoss {
  enum class Variant { mean, batch_mean };
  template <class T> struct In { Tensor<T> x; Tensor<T> x_cycled; Tensor<T> y; Tensor<T> y_cycled; T lambda = 10; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, d{"d", 1}, m{"m", 1}, e{"e", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, d}, "images of one domain, a row for each"), in::data<&In<T>::x_cycled>({n, d}, "F(G(x))"),
                      in::exact<&In<T>::y>({m, e}, "images of the other domain"), in::data<&In<T>::y_cycled>({m, e}, "G(F(y))"),
                      in::exact<&In<T>::lambda>({}, "λ, the weight of the loss").or_else("10")};
  }
  template <class T> static auto outputs() {
    // A difference, nd − 1 or me − 1 additions, a product, a quotient and the sum.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n * d + m * e + 4, "C5", "the loss")};
  }
  /// By how many each sum of distances is divided.
  template <class I> static std::int64_t divisor(const I& x, Variant v) { return v == Variant::mean ? x.shape[0] * x.shape[1] : x.shape[0]; }
  static Statement statement() {
    return {.name = "gan.cycle_consistency_loss",
            .summary = "λ(mean |F(G(x)) − x| + mean |G(F(y)) − y|)",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "x_cycled", "y", "y_cycled"})},
                        {"C2", ClauseKind::precondition, finite("lambda") && not_negative("lambda")},
                        {"C3", ClauseKind::law, "loss ≥ 0, 0 where both cycles come back; with the directions exchanged it is the same"},
                        {"C4", ClauseKind::law, "it is the sum of the losses of each direction; batch_mean is d times the mean of images with d entries"},
                        {"C5", ClauseKind::error, "inherent, nd + me + 4 roundings"}},
            .source = "Zhu, Park, Isola and Efros, Unpaired image-to-image translation using cycle-consistent adversarial networks, ICCV (2017), (2)",
            .variants = {{"mean", "the mean over all entries, as the authors' program takes it"}, {"batch_mean", "the norm ‖·‖₁ of each image, the mean over the images, as the paper writes it"}},
            .aliases = {"cycle_loss", "cyclegan_cycle_loss"}};
  }
};

/// λ·sgn(F(G(x)) − x) over the number of entries or of images, and so for y.
struct CycleConsistencyLossGradient : Gradient<CycleConsistencyLoss> {
  template <class T> struct Out { Tensor<T> grad_x_cycled; Tensor<T> grad_y_cycled; };

  template <class T> static auto outputs() {
    // A quotient.
    return std::tuple{out::inherent<&Out<T>::grad_x_cycled>(1, "C5", "of F(G(x))"), out::inherent<&Out<T>::grad_y_cycled>(1, "C5", "of G(F(y))")};
  }
  static Statement statement() {
    return derivative({.summary = "λ·sgn(F(G(x)) − x)/N of each direction, N the number of its entries, or of its images",
                       .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("x_cycled") && not_nan("y") && not_nan("y_cycled")},
                                   {"C6", ClauseKind::precondition, finite({"x", "x_cycled", "y", "y_cycled"}), "they are finite: beside an infinite one the sign has a limit"},
                                   {"C3", ClauseKind::law, "towards the image: an entry has the sign of F(G(x)) − x, and is at most λ/N in size; where both agree every number between is right, and the reference takes 0"},
                                   {"C5", ClauseKind::error, "inherent, one rounding"}},
                       .source = "Zhu, Park, Isola and Efros, Unpaired image-to-image translation using cycle-consistent adversarial networks, ICCV (2017), (2)"});
  }
};

inline constexpr Function<CycleConsistencyLoss> cycle_consistency_loss;
inline constexpr Function<CycleConsistencyLossGradient> cycle_consistency_loss_gradient;

}  // namespace etalon::contract::gan
