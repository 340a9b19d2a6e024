#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// KL(N(μ, Σ) ‖ N(m, S)) of two Gaussians with full covariances.
struct GaussianKl {
  template <class T> struct In { Tensor<T> mu, cov, prior_mu, prior_cov; };
  template <class T> struct Out { T kl; };

  inline static const Count d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::mu>({d}, "μ"), in::data<&In<T>::cov>({d, d}, "Σ, symmetric; only the lower triangle is read"),
                      in::data<&In<T>::prior_mu>({d}, "m"), in::data<&In<T>::prior_cov>({d, d}, "S, the same")};
  }
  template <class T> static auto outputs() {
    // With Σ = LLᵀ, S = KKᵀ and M = K⁻¹L: sums of d terms in L, in K and in M, of a row of squares and of the rows, each in another order than T
    // has them; a square, a logarithm, a quotient and five sums more.
    return std::tuple{out::textbook<&Out<T>::kl>({}, 5 * d + 8, "C6", "in nats")};
  }
  static Statement statement() {
    return {.name = "vae.gaussian_kl",
            .summary = "KL(N(μ, Σ) ‖ N(m, S)) = ½(tr S⁻¹Σ + (μ − m)ᵀS⁻¹(μ − m) − d + log det S − log det Σ)",
            .clauses = {{"C1", ClauseKind::domain, finite({"mu", "prior_mu"}) && finite_lower_triangle("cov") && finite_lower_triangle("prior_cov"), "the means and the lower triangles are finite"},
                        {"C7", ClauseKind::precondition, finite({"cov", "prior_cov"}), "so are those above the diagonals, which are not read"},
                        {"C2", ClauseKind::domain, "Σ and S are positive definite"},
                        {"C3", ClauseKind::law, "kl ≥ 0, and kl = 0 for equal Gaussians"},
                        {"C4", ClauseKind::law, "of diagonal covariances it is vae.gaussian_kl_diagonal; what stands above the diagonals changes nothing"},
                        {"C5", ClauseKind::law, "x → Ax + b of both changes nothing"},
                        {"C6", ClauseKind::error, "textbook, 5d + 8: Cholesky's factorizations and triangular solves, their sums in any order"}},
            .source = "Kullback, Information Theory and Statistics (1959), chapter 9, equation 1.2; Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), equation A.23",
            .aliases = {"kl_multivariate_normal"}};
  }
};

/// y = S⁻¹(μ − m) to μ and −y to m; G = ½(S⁻¹ − Σ⁻¹) to Σ and H = ½(S⁻¹ − S⁻¹ΣS⁻¹ − yyᵀ) to S, folded onto the lower triangle.
struct GaussianKlGradient : Gradient<GaussianKl> {
  template <class T> struct Out { Tensor<T> grad_mu, grad_cov, grad_prior_mu, grad_prior_cov; };

  template <class T> static auto outputs() {
    // Sums of at most d + 1 terms, one after the other, in another order: of a factor, an inverse and a product; for S two products.
    const Count d = GaussianKl::d;
    return std::tuple{out::textbook<&Out<T>::grad_mu>(d + 4, "C5", "y"), out::textbook<&Out<T>::grad_cov>(d + 4, "C6", "2G below the diagonal, G on it, 0 above"),
                      out::textbook<&Out<T>::grad_prior_mu>(d + 4, "C5", "−y"), out::textbook<&Out<T>::grad_prior_cov>(2 * d + 8, "C6", "2H below the diagonal, H on it, 0 above")};
  }
  static Statement statement() {
    return derivative({.summary = "y = S⁻¹(μ − m) to μ, −y to m; ½(S⁻¹ − Σ⁻¹) to Σ and ½(S⁻¹ − S⁻¹ΣS⁻¹ − yyᵀ) to S: by the entries that are read, twice below the diagonal and 0 above",
                       .clauses = {{"C3", ClauseKind::law, "S·grad_mu = μ − m, and the gradients to μ and m add up to 0"},
                                   {"C4", ClauseKind::law, "Σᵢⱼ σᵢⱼ·grad_covᵢⱼ + sᵢⱼ·grad_prior_covᵢⱼ = −½(μ − m)ᵀy: the derivative by a common scale of Σ and S; 0 above the diagonals, and 0 for equal Gaussians"},
                                   {"C5", ClauseKind::error, "to the means: textbook, d + 4"},
                                   {"C6", ClauseKind::error, "to the covariances: textbook, d + 4 and 2d + 8"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), sections 2.1.2, 2.2 and 2.8.2"});
  }
};

inline constexpr Function<GaussianKl> gaussian_kl;
inline constexpr Function<GaussianKlGradient> gaussian_kl_gradient;

}  // namespace etalon::contract::vae
