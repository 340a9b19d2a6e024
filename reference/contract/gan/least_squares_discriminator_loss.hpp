#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// ½·mean (D(x) − b)² + ½·mean (D(G(z)) − a)².
struct LeastSquaresDiscriminatorLoss {
  enum class Variant { halved, whole };
  template <class T> struct In { Tensor<T> real; Tensor<T> fake; T a = 0; T b = 1; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::real>({n}, "scores of real samples"), in::data<&In<T>::fake>({m}, "scores of generated samples"),
                      in::exact<&In<T>::a>({}, "the target of generated samples").or_else("0"), in::exact<&In<T>::b>({}, "the target of real samples").or_else("1")};
  }
  template <class T> static auto outputs() {
    // A difference, twice in the square, a product and a quotient; n − 1 and m − 1 additions, and the sum of both means.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + m + 4, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "gan.least_squares_discriminator_loss",
            .summary = "½ mean (D − b)² over real samples plus ½ mean (D − a)² over generated ones",
            .clauses = {{"C1", ClauseKind::domain, finite({"real", "fake", "a", "b"})},
                        {"C2", ClauseKind::law, "loss ≥ 0, and 0 only where all scores are on their targets; a half is half of the whole"},
                        {"C3", ClauseKind::law, "each mean is the squared bias and the variance of the scores about their target"},
                        {"C4", ClauseKind::error, "inherent, n + m + 4 roundings"}},
            .source = "Mao et al., Least squares generative adversarial networks, ICCV (2017), (2)",
            .variants = {{"halved", "with the paper's ½"}, {"whole", "without it (CycleGAN's criterion)"}},
            .aliases = {"lsgan_discriminator_loss", "least_squares_d_loss"}};
  }
};

/// (D − b)/n and (D − a)/m, twice that without the ½.
struct LeastSquaresDiscriminatorLossGradient : Gradient<LeastSquaresDiscriminatorLoss> {
  template <class T> struct Out { Tensor<T> grad_real; Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // A difference and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_real>(2, "C4", "of the real scores"), out::inherent<&Out<T>::grad_fake>(2, "C4", "of the generated samples' scores")};
  }
  static Statement statement() {
    return derivative({.summary = "(D − b)/n of a real score and (D − a)/m of a generated sample's; twice that without the ½",
                       .clauses = {{"C2", ClauseKind::law, "each score is pulled to its target: the gradient has the sign of D − b, or of D − a"},
                                   {"C4", ClauseKind::error, "inherent, 2 roundings"}},
                       .source = "Mao et al., Least squares generative adversarial networks, ICCV (2017), (2)"});
  }
};

inline constexpr Function<LeastSquaresDiscriminatorLoss> least_squares_discriminator_loss;
inline constexpr Function<LeastSquaresDiscriminatorLossGradient> least_squares_discriminator_loss_gradient;

}  // namespace etalon::contract::gan
