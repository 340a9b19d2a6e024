#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// ½·mean (D(G(z)) − c)².
struct LeastSquaresGeneratorLoss {
  enum class Variant { halved, whole };
  template <class T> struct In { Tensor<T> fake; T c = 1; };
  template <class T> struct Out { T loss; };

  inline static const Count m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::fake>({m}, "scores of generated samples"), in::exact<&In<T>::c>({}, "what the generator wants the discriminator to answer").or_else("1")};
  }
  template <class T> static auto outputs() {
    // A difference, twice in the square, a product and a quotient; m − 1 additions.
    return std::tuple{out::inherent<&Out<T>::loss>({}, m + 3, "C3", "the loss")};
  }
  static Statement statement() {
    return {.name = "gan.least_squares_generator_loss",
            .summary = "½ mean (D(G(z)) − c)²",
            .clauses = {{"C1", ClauseKind::domain, finite({"fake", "c"})},
                        {"C2", ClauseKind::law, "loss ≥ 0; it is the discriminator's least-squares loss of generated samples with the target c; a half is half of the whole"},
                        {"C3", ClauseKind::error, "inherent, m + 3 roundings"}},
            .source = "Mao et al., Least squares generative adversarial networks, ICCV (2017), (2)",
            .variants = {{"halved", "with the paper's ½"}, {"whole", "without it (CycleGAN's criterion)"}},
            .aliases = {"lsgan_generator_loss", "least_squares_g_loss"}};
  }
};

/// (D − c)/m, twice that without the ½.
struct LeastSquaresGeneratorLossGradient : Gradient<LeastSquaresGeneratorLoss> {
  template <class T> struct Out { Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // A difference and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_fake>(2, "C3", "s̄")};
  }
  static Statement statement() {
    return derivative({.summary = "s̄ = (D − c)/m; twice that without the ½",
                       .clauses = {{"C2", ClauseKind::law, "it has the sign of D − c, and does not vanish where the discriminator is certain"}, {"C3", ClauseKind::error, "inherent, 2 roundings"}},
                       .source = "Mao et al., Least squares generative adversarial networks, ICCV (2017), section 3.2"});
  }
};

inline constexpr Function<LeastSquaresGeneratorLoss> least_squares_generator_loss;
inline constexpr Function<LeastSquaresGeneratorLossGradient> least_squares_generator_loss_gradient;

}  // namespace etalon::contract::gan
