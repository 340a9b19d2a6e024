#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A draw from N(μ, Σ) out of standard normal noise: x = μ + Lz with Σ = LLᵀ.
struct MvnSample {
  template <class T> struct In { Tensor<T> mean; Tensor<T> cov; Tensor<T> z; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::mean>({d}, "μ"),
                      in::data<&In<T>::cov>({d, d}, "Σ, symmetric; only the lower triangle is read"),
                      in::exact<&In<T>::z>({d}, "standard normal noise")};
  }
  template <class T> static auto outputs() {
    // Every sum has at most d + 1 terms. Whatever its order, each term passes at most d additions, after a product; where L
    // is divided by a pivot, its reciprocal may round once more.
    return std::tuple{out::textbook<&Out<T>::x>({d}, d + 2, "C7", "the sample")};
  }
  // The inherent grade is out of reach: Cholesky's backward error is small beside √(σ_ii·σ_jj), not beside each σ_ij.
  static Statement statement() {
    return {.name = "linalg.mvn_sample",
            .summary = "x = μ + Lz with Σ = LLᵀ: a sample of the normal distribution N(μ, Σ) from standard normal noise z",
            .clauses = {{"C1", ClauseKind::domain, finite("mean") && finite("z") && finite_lower_triangle("cov"), "μ, z and the lower triangle of Σ are finite"},
                        {"C2", ClauseKind::domain, "Σ is positive definite"},
                        {"C8", ClauseKind::precondition, finite("cov"), "what stands above the diagonal of Σ is not read, but finite"},
                        {"C3", ClauseKind::law, "x = μ for z = 0, and x − μ is linear in z"},
                        {"C4", ClauseKind::law, "the noises eⱼ give Σⱼ (x − μ)(x − μ)ᵀ = Σ: the covariance of the sample is Σ"},
                        {"C5", ClauseKind::law, "xᵢ depends on z₁ … zᵢ alone, and grows with zᵢ: the root of Σ is its Cholesky factor"},
                        {"C6", ClauseKind::law, "what stands above the diagonal of Σ changes nothing"},
                        {"C7", ClauseKind::error, "textbook, d + 2: Cholesky's factorization and the product, their sums in any order"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 4.2; Higham, Accuracy and Stability of Numerical "
                      "Algorithms (2002), section 3.1 on the order of sums and Theorem 10.3"};
  }
};

/// x̄ to μ; to Σ, what linalg.cholesky.vjp makes of L̄ = x̄zᵀ: the reparameterization trick with a full covariance.
struct MvnSampleVjp : Vjp<MvnSample> {
  template <class T> struct Out { Tensor<T> grad_mean, grad_cov; };

  template <class T> static auto outputs() {
    // That of linalg.cholesky.vjp; x̄ᵢzⱼ is a product more for each term.
    return std::tuple{out::exact<&Out<T>::grad_mean>("C5", "x̄"),
                      out::textbook<&Out<T>::grad_cov>(MvnSample::d + 5, "C6", "by the entries on and below the diagonal, which are read; 0 above")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ to μ; to the lower triangle of Σ, S + Sᵀ below the diagonal and S on it, S = L⁻ᵀΦ(Lᵀx̄zᵀ)L⁻¹; Φ keeps the lower triangle, its diagonal halved",
                       .clauses = {{"C3", ClauseKind::law, "Σ_ij σ_ij·grad_ij = ½x̄ᵀ(x − μ): the derivative by the scale of Σ"},
                                   {"C4", ClauseKind::law, "grad_cov is 0 above the diagonal, and 0 for z = 0"},
                                   {"C5", ClauseKind::error, "to μ: exact"},
                                   {"C6", ClauseKind::error, "to Σ: textbook, d + 5"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, arXiv:1312.6114 (2013), section 2.4; "
                                 "Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527 (2016), section 3"});
  }
};

inline constexpr Function<MvnSample> mvn_sample;
inline constexpr Function<MvnSampleVjp> mvn_sample_vjp;

}  // namespace etalon::contract::linalg
