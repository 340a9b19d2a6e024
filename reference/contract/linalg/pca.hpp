#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Principal components: the orthonormal directions v₁, …, v_k of largest variance λ₁ ≥ … ≥ λ_k of n samples in d dimensions.
struct Pca {
  template <class T> struct In { Tensor<T> x; std::int64_t k; };
  template <class T> struct Out {
    Tensor<T> mean; Tensor<T> components; Tensor<T> explained_variance; Tensor<T> scores; T reconstruction_error;
  };

  inline static const Count n{"n"}, d{"d"}, k{"k"}, r{"r"};
  // linalg.svd of the centred samples, 2nd + r(n + d) + 48r with r = min(n, d), or the covariance matrix, n + 2 roundings, and
  // linalg.eigh of it, 3d² + 45d; and centring, n + 1. The sum covers either route.
  inline static const Count c = 2 * n * d + r * n + r * d + 48 * r + 3 * d * d + 45 * d + 2 * n + 3;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, d}, "X, a sample in each row"),
                      in::exact<&In<T>::k>({}, "how many components")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::mean>({d}, n, "C9", "μ, the mean of the samples"),
                      out::backward<&Out<T>::components>({k, d}, c, "C10", "orthonormal directions, row by row"),
                      out::backward<&Out<T>::explained_variance>({k}, c, "C11", "λ₁ ≥ … ≥ λ_k, the variances along them, divisor n − 1"),
                      out::backward<&Out<T>::scores>({n, k}, c, "C12", "(X − 1μᵀ)Vᵀ, the coordinates of each sample"),
                      out::backward<&Out<T>::reconstruction_error>({}, c, "C11", "Σ_{i>k} λᵢ, the variance left out")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"r", std::min(in.x.shape[0], in.x.shape[1])}}; }
  static Complaint too_few_samples(const Inputs& in, std::size_t) {
    if (in.shape("x")[0] >= 2) return std::nullopt;
    return "fewer than two samples have no variance";
  }
  static Complaint too_many_components(const Inputs& in, std::size_t) {
    const std::int64_t wanted = in.integer("k"), most = std::min(in.shape("x")[0], in.shape("x")[1]);
    if (wanted >= 0 && wanted <= most) return std::nullopt;
    return "k is " + std::to_string(wanted) + "; expected 0 … " + std::to_string(most);
  }
  static Statement statement() {
    return {.name = "linalg.pca",
            .summary = "the k orthonormal directions of largest variance: eigenvectors of C = (X − 1μᵀ)ᵀ(X − 1μᵀ)/(n − 1)",
            .clauses = {{"C1", ClauseKind::domain, finite("x")},
                        {"C2", ClauseKind::precondition, Predicate{"there are at least two samples", too_few_samples}},
                        {"C3", ClauseKind::precondition, Predicate{"0 ≤ k ≤ min(n, d)", too_many_components}},
                        {"C4", ClauseKind::law, "the covariance route agrees: Cvᵢ = λᵢvᵢ, and the λᵢ are the largest eigenvalues of C"},
                        {"C5", ClauseKind::law, "Σ_{i≤k} λᵢ + reconstruction_error = tr C, and λ₁ ≥ … ≥ λ_k ≥ 0"},
                        {"C6", ClauseKind::law, "the scores have mean 0, variances λᵢ, and no correlation"},
                        {"C7", ClauseKind::law, "reconstruction_error = ‖X − 1μᵀ − SV‖_F²/(n − 1), S the scores and V the components"},
                        {"C8", ClauseKind::law, "a constant added to all samples moves the mean alone; gauge: the sign of a component with its scores, and "
                                                "the basis for a multiple variance, are free"},
                        {"C9", ClauseKind::error, "mean: at most n(u·Σᵢ|x_ij|/n + η) off"},
                        {"C10", ClauseKind::error, "backward: ‖VVᵀ − I‖_F ≤ c√k·u and ‖(n − 1)(Cvᵢ − λ̂ᵢvᵢ)‖₂ ≤ 2b + (n − 1)cη, b = (‖X − 1μᵀ‖_F + ρ)² − ‖X − 1μᵀ‖_F², "
                                                   "ρ = c(u·‖X‖_F + η)"},
                        {"C11", ClauseKind::error, "forward: λ̂ᵢ is at most b/(n − 1) + cη off, the reconstruction error d + 1 times that"},
                        {"C12", ClauseKind::error, "backward: ‖S − (X − 1μᵀ)Vᵀ‖_F ≤ √k·ρ, of the components as they are reported"}},
            .source = "Jolliffe, Principal Component Analysis (2002), sections 1.1, 3.1 and 3.5; Stewart and Sun, Matrix Perturbation Theory (1990), chapter IV",
            .no_derivative = "components are free in sign, and in rotation where variances are equal"};
  }
};

inline constexpr Function<Pca> pca;

}  // namespace etalon::contract::linalg
