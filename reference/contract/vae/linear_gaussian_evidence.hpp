#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// log p(x) of n samples for z ~ N(0, I) and x = Wz + b + N(0, σ²I): probabilistic principal components, where the evidence has a closed form.
struct LinearGaussianEvidence {
  template <class T> struct In { Tensor<T> x, w, b; T variance{}; };
  template <class T> struct Out { Tensor<T> log_evidence; };

  inline static const Count n{"n"}, p{"p"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, p}, "the samples"), in::data<&In<T>::w>({p, d}, "W, the decoder's weights"), in::data<&In<T>::b>({p}, "b, its bias"),
                      in::data<&In<T>::variance>({}, "σ², of the noise")};
  }
  template <class T> static auto outputs() {
    // With C = WWᵀ + σ²I = LLᵀ: sums of d + 1 terms in C, of p in L and in L⁻¹(x − b), of p squares and of p logarithms, each in another order than T has
    // them; a square, a logarithm, a quotient and four sums more.
    return std::tuple{out::textbook<&Out<T>::log_evidence>({n}, 4 * p + d + 8, "C8", "log p(x) of each sample, in nats")};
  }
  static Statement statement() {
    return {.name = "vae.linear_gaussian_evidence",
            .summary = "log p(x) = log N(x; b, WWᵀ + σ²I): the evidence of a linear decoder with Gaussian noise, for each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("w") && not_nan("b") && not_nan("variance"), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, finite({"x", "w", "b", "variance"}), "they are finite"},
                        {"C3", ClauseKind::precondition, positive("variance")},
                        {"C4", ClauseKind::law, "log p(x) − elbo = KL(q(z) ‖ p(z|x)) for every Gaussian q, elbo = E_q log p(x|z) − KL(q ‖ N(0, I)), "
                                                "with the posterior N(M⁻¹Wᵀ(x − b), σ²M⁻¹), M = WᵀW + σ²I"},
                        {"C5", ClauseKind::law, "it is linalg.mvn_log_pdf with the covariance WWᵀ + σ²I"},
                        {"C6", ClauseKind::law, "WR with an orthogonal R has the same: a rotation of the latents"},
                        {"C7", ClauseKind::law, "W = 0 leaves vae.gaussian_log_likelihood of the mean b"},
                        {"C8", ClauseKind::error, "textbook, 4p + d + 8, by Cholesky's factorization of WWᵀ + σ²I; where rounding loses σ² beside WWᵀ there is no factor"}},
            .source = "Tipping and Bishop, Probabilistic principal component analysis, Journal of the Royal Statistical Society B 61 (1999), (4) and (6); Bishop, Pattern Recognition and Machine Learning (2006), (12.35) and (9.70)",
            .no_derivative = "it is what bounds are measured by; linalg.mvn_log_pdf.gradient has that by the covariance",
            .aliases = {"probabilistic_pca_log_likelihood"}};
  }
};

inline constexpr Function<LinearGaussianEvidence> linear_gaussian_evidence;

}  // namespace etalon::contract::vae
