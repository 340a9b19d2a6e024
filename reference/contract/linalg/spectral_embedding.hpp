#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// No more than the graph of weights w has vertices.
inline Predicate at_most_vertices(const std::string& field) {
  return {field + " ≤ n", [=](const Inputs& in, std::size_t) -> Complaint {
            const std::int64_t n = in.shape("w").at(0), k = in.integer(field);
            if (k <= n) return std::nullopt;
            return field + " is " + std::to_string(k) + ", and there are " + std::to_string(n) + " vertices";
          }, {field, "w"}, {}};
}

/// The vertices of a graph in k dimensions: coordinates in the eigenvectors of the k smallest eigenvalues of its Laplacian.
struct SpectralEmbedding {
  enum class Variant { symmetric, unnormalized };
  template <class T> struct In { Tensor<T> w; std::int64_t k; };
  template <class T> struct Out { Tensor<T> lambda; Tensor<T> vectors; Tensor<T> rows; };

  inline static const Count n{"n"}, k{"k"};
  // linalg.graph_laplacian, n + 2, and linalg.eigh of it, 3n² + 45n.
  inline static const Count c = 3 * n * n + 46 * n + 2;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::w>({n, n}, "weights of the edges, symmetric and not negative"),
                      in::exact<&In<T>::k>({}, "how many eigenvectors")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::lambda>({k}, c, "C8", "the k smallest eigenvalues, ascending"),
                      out::backward<&Out<T>::vectors>({n, k}, c, "C9", "their orthonormal eigenvectors, column by column"),
                      out::laws<&Out<T>::rows>({n, k}, "the rows of these, each scaled to length 1; a row of zeros stays")};
  }
  static Statement statement() {
    return {.name = "linalg.spectral_embedding",
            .summary = "the eigenvectors of the k smallest eigenvalues of a graph's Laplacian, and their rows on the unit sphere",
            .clauses = {{"C1", ClauseKind::domain, finite("w")},
                        {"C2", ClauseKind::precondition, not_negative("w"), "W is symmetric, and no weight is negative"},
                        {"C3", ClauseKind::precondition, not_negative("k") && at_most_vertices("k"), "0 ≤ k ≤ n"},
                        {"C4", ClauseKind::law, "0 ≤ λ₁ ≤ … ≤ λ_k, as many of them 0 as the graph has components, if k is not less; at most 2 for the symmetric one"},
                        {"C5", ClauseKind::law, "Lvᵢ = λᵢvᵢ, VᵀV = I: L is the Laplacian of linalg.graph_laplacian"},
                        {"C6", ClauseKind::law, "for k components the rows of length 1 are equal inside a component and orthogonal to those of the others"},
                        {"C7", ClauseKind::law, "gauge: the sign of a vector, and the basis for a multiple eigenvalue, are free; renaming the vertices renames the rows"},
                        {"C8", ClauseKind::error, "forward: |λ̂ᵢ − λᵢ| ≤ r = c(u·s + η) with s = 2√n, or ‖D‖_F + ‖W‖_F as it is (Weyl)"},
                        {"C9", ClauseKind::error, "backward: ‖LV̂ − V̂Λ̂‖_F ≤ r and ‖V̂ᵀV̂ − I‖_F ≤ c√k·u"},
                        {"C10", ClauseKind::law, "rows: within 2(k + 2)u of the reported v̂ᵢ/‖v̂ᵢ‖₂ where ‖v̂ᵢ‖₂² ≥ η/u², below which squares underflow"}},
            .source = "von Luxburg, A tutorial on spectral clustering, Statistics and Computing 17 (2007); Ng, Jordan and Weiss, On spectral "
                      "clustering, NIPS (2001)",
            .variants = {{"symmetric", "of I − D^(−½)·W·D^(−½)"}, {"unnormalized", "of D − W"}},
            .no_derivative = "W is symmetric: no entry moves without the one across the diagonal; and the eigenvalue 0 has a free basis of as many "
                             "vectors as the graph has components"};
  }
};

inline constexpr Function<SpectralEmbedding> spectral_embedding;

}  // namespace etalon::contract::linalg
