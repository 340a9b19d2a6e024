#pragma once
#include <algorithm>

#include "reference/contract/linalg/spectral_embedding.hpp"

namespace etalon::contract::linalg {

/// Ng, Jordan and Weiss: Lloyd's k-means on the unit rows of the spectral embedding, from given vertices as first centres.
struct SpectralClustering {
  using Variant = SpectralEmbedding::Variant;
  template <class T> struct In { Tensor<T> w; std::int64_t k; Tensor<std::int64_t> centres; std::int64_t steps; };
  template <class T> struct Out { Tensor<std::int64_t> labels; Tensor<T> objective; T margin; T gap; T shortest; };

  inline static const Count n{"n"}, k{"k"}, steps{"steps"};
  static constexpr std::int64_t most_steps = 1000;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::w>({n, n}, "weights of the edges, symmetric and not negative"),
                      in::exact<&In<T>::k>({}, "how many clusters, and eigenvectors"),
                      in::exact<&In<T>::centres>({k}, "different vertices, whose rows are the first centres"),
                      in::exact<&In<T>::steps>({}, "how often the centres move").or_else("10")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::labels>({n}, "the nearest centre of each row after the last move; a tie takes the first"),
                      out::laws<&Out<T>::objective>({steps + 1}, "Σ (distance to the nearest centre)², at first and after each move"),
                      out::analysis<&Out<T>::margin>({}, "the least by which another centre's squared distance was larger; 4 for k = 1"),
                      out::analysis<&Out<T>::gap>({}, "λ_{k+1} − λ_k; 0 for k = n"),
                      out::analysis<&Out<T>::shortest>({}, "the least length of a row before scaling")};
  }
  /// With another k the shape of the centres would not fit either: the laws draw inputs that break it.
  static Predicate clusters() {
    return {"1 ≤ k ≤ n", [](const Inputs& in, std::size_t) -> Complaint {
              const std::int64_t n_vertices = in.shape("w").at(0), wanted = in.integer("k");
              if (1 <= wanted && wanted <= n_vertices) return std::nullopt;
              return "k is " + std::to_string(wanted) + "; expected 1 … " + std::to_string(n_vertices);
            }, {"k", "w"}, {}};
  }
  static Predicate all_differ() {
    return {"no centre is given twice", [](const Inputs& in, std::size_t) -> Complaint {
              const auto& centres = in.integers("centres");
              for (const std::int64_t vertex : centres)
                if (std::count(centres.begin(), centres.end(), vertex) > 1) return "centres holds " + std::to_string(vertex) + " twice";
              return std::nullopt;
            }, {"centres"}, {}};
  }
  static Statement statement() {
    return {.name = "linalg.spectral_clustering",
            .summary = "k-means on the unit rows of linalg.spectral_embedding: assign each vertex to the nearest centre, move the centres to the means",
            .clauses = {{"C1", ClauseKind::domain, finite("w")},
                        {"C2", ClauseKind::precondition, not_negative("w"), "W is symmetric, and no weight is negative"},
                        {"C3", ClauseKind::precondition, clusters()},
                        {"C4", ClauseKind::precondition, in_range("centres", "w", 0) && all_differ() && within("steps", 0, most_steps),
                         "the first centres are different vertices 0 … n − 1, and 0 ≤ steps ≤ 1000"},
                        {"C5", ClauseKind::precondition, "λ_k < λ_{k+1}, or k = n: else there is no subspace of k dimensions to embed in"},
                        {"C6", ClauseKind::law, "a graph of k components with a centre in each: the labels are the components, and the objective is 0"},
                        {"C7", ClauseKind::law, "the objective does not increase; a cluster without vertices keeps its centre"},
                        {"C8", ClauseKind::law, "labels are 0 … k − 1; exchanging the first centres exchanges the labels, and renaming the vertices renames them"},
                        {"C9", ClauseKind::law, "certain cases: where the margin exceeds twice what the embedding's error r can move a squared distance by, "
                                                "e = 4τ + τ² + 4(k + 3)u, the labels are the exact ones and the objective J is within 2τ√(nJ) + n(τ² + 4(k + 3 + n)u). "
                                                "τ = 2δ + (n + 1)√k·u, "
                                                "δ = 2(3r/gap + c√k·u)/shortest + 2√k(k + 2)u; without the term in r for k = n (Davis–Kahan)"}},
            .source = "Ng, Jordan and Weiss, On spectral clustering: analysis and an algorithm, NIPS (2001); Lloyd, Least squares quantization "
                      "in PCM, IEEE Transactions on Information Theory 28 (1982); Stewart and Sun, Matrix Perturbation Theory (1990), chapter V",
            .variants = SpectralEmbedding::statement().variants,
            .no_derivative = "the labels are integers, and the objective jumps where one of them changes"};
  }
};

inline constexpr Function<SpectralClustering> spectral_clustering;

}  // namespace etalon::contract::linalg
