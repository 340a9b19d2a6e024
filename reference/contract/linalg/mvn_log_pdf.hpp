#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// log N(x; μ, Σ) = −½(rᵀΣ⁻¹r + log det Σ + d·log 2π), r = x − μ.
struct MvnLogPdf {
  enum class Variant { symmetrised, independent };
  template <class T> struct In { Tensor<T> x; Tensor<T> mean; Tensor<T> cov; };
  template <class T> struct Out { T log_density; };

  inline static const Count d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({d}, "the point"), in::data<&In<T>::mean>({d}, "μ"),
                      in::data<&In<T>::cov>({d, d}, "Σ, symmetric; the convention says which entries are read")};
  }
  template <class T> static auto outputs() {
    // With Σ = LLᵀ and Lw = r it is −½(Σ wᵢ² + 2 Σ log l_ii + d·log 2π). In any order a term of these 2d + 1 passes at most
    // 2d additions, after two roundings of its own and two of its factor; the sums in L and w have at most d terms.
    return std::tuple{out::textbook<&Out<T>::log_density>({}, 2 * d + 4, "C8", "in nats")};
  }
  static Statement statement() {
    return {.name = "linalg.mvn_log_pdf",
            .summary = "log N(x; μ, Σ) = −½((x − μ)ᵀΣ⁻¹(x − μ) + log det Σ + d·log 2π)",
            .clauses = {{"C1", ClauseKind::domain, finite("x") && finite("mean") && finite_lower_triangle("cov"),
                         "x, μ and the lower triangle of Σ are finite"},
                        {"C2", ClauseKind::domain, "Σ is positive definite"},
                        {"C9", ClauseKind::precondition, finite("cov"), "so are those above the diagonal, read or not"},
                        {"C3", ClauseKind::law, "x and μ may change places; the largest value is that at x = μ, −½(log det Σ + d·log 2π)"},
                        {"C4", ClauseKind::law, "log N(Bx; Bμ, BΣBᵀ) = log N(x; μ, Σ) − log |det B|"},
                        {"C5", ClauseKind::law, "for a diagonal Σ it is the sum of the logarithms of d normal densities on the line"},
                        {"C6", ClauseKind::law, "at the sample μ + Lz it is −½(‖z‖² + log det Σ + d·log 2π)"},
                        {"C7", ClauseKind::law, "reading: the conventions agree where Σ is symmetric; where it is not, (Σ + Σᵀ)/2 or the lower triangle counts"},
                        {"C8", ClauseKind::error, "textbook, 2d + 4: Cholesky's factorization, a triangular solve, and their sums in any order"}},
            .source = "Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), equation A.23 and algorithm 2.1",
            .variants = {{"symmetrised", "both triangles are read, Σ = (cov + covᵀ)/2: two entries that stand for one share its gradient"},
                         {"independent", "the lower triangle is read and mirrored: its d(d + 1)/2 entries are independent parameters"}}};
  }
};

/// With y = Σ⁻¹(x − μ) and G = ½(yyᵀ − Σ⁻¹): −y to x, y to μ; to Σ either G, or 2G below the diagonal, G on it and 0 above.
struct MvnLogPdfGradient : Gradient<MvnLogPdf> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_mean; Tensor<T> grad_cov; };

  template <class T> static auto outputs() {
    const Count d = MvnLogPdf::d;
    // Every sum has at most d + 1 terms: a term passes d additions, a product and a quotient, whose reciprocal may round too.
    return std::tuple{out::textbook<&Out<T>::grad_x>(d + 3, "C7", "−y"),
                      out::textbook<&Out<T>::grad_mean>(d + 3, "C7", "y"),
                      out::textbook<&Out<T>::grad_cov>(d + 4, "C8", "G, or 2G folded onto the lower triangle")};
  }
  static Statement statement() {
    return derivative({.summary = "−y to x, y to μ and G = ½(yyᵀ − Σ⁻¹) to Σ, with y = Σ⁻¹(x − μ): the gradient of the log density",
                       .clauses = {{"C3", ClauseKind::law, "grad_x = −grad_mean and Σ·grad_mean = x − μ; both are 0 at x = μ"},
                                   {"C4", ClauseKind::law, "Σ(2G)Σ = rrᵀ − Σ, r = x − μ: G vanishes where Σ is the scatter rrᵀ"},
                                   {"C5", ClauseKind::law, "Σ_ij σ_ij·grad_ij = ½(rᵀy − d): the derivative by the scale of Σ, in both conventions"},
                                   {"C6", ClauseKind::law, "symmetrised: grad_cov is G, symmetric. independent: twice that below the diagonal, the same on it, 0 above"},
                                   {"C7", ClauseKind::error, "to x and μ: textbook, d + 3"},
                                   {"C8", ClauseKind::error, "to Σ: textbook, d + 4"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), sections 2.8.2 and 8.1.1",
                       .variants = {{"symmetrised", "G: a change dΣ that is symmetric moves the value by Σ_ij G_ij·dσ_ij"},
                                    {"independent", "by each entry on or below the diagonal, its mirror moving with it"}}});
  }
};

inline constexpr Function<MvnLogPdf> mvn_log_pdf;
inline constexpr Function<MvnLogPdfGradient> mvn_log_pdf_gradient;

}  // namespace etalon::contract::linalg
