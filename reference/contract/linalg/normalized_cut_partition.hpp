#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The partition of a graph into k parts of least normalized cut, where the graph falls into k parts: what every spectral clustering finds,
/// whatever its first centres are and whichever vectors it takes.
struct NormalizedCutPartition {
  template <class T> struct In { Tensor<T> w; std::int64_t k; };
  template <class T> struct Out { Tensor<std::int64_t> labels; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::w>({n, n}, "weights of the edges, symmetric and not negative"),
                      in::exact<&In<T>::k>({}, "how many parts")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::labels>({n}, "the part of each vertex, 0 … k − 1; which part has which number is free")};
  }
  static Predicate parts() {
    return {"1 ≤ k ≤ n", [](const Inputs& in, std::size_t) -> Complaint {
              const std::int64_t vertices = in.shape("w").at(0), wanted = in.integer("k");
              if (1 <= wanted && wanted <= vertices) return std::nullopt;
              return "k is " + std::to_string(wanted) + "; expected 1 … " + std::to_string(vertices);
            }, {"k", "w"}, {}};
  }
  // Why C4: by Cheeger's inequality a block has λ₂ ≥ 2(a/vol)², and k of the graph's eigenvalues are at most Σ cut/vol. So the k first
  // eigenvectors are within k/64 of the blocks' own, in squares (Peng, Sun and Zanetti, Theorem 3.1).
  static Statement statement() {
    return {.name = "linalg.normalized_cut_partition",
            .summary = "the partition into k parts with the least Ncut = Σ_P cut(P)/vol(P), of a graph that falls into k parts",
            .clauses = {{"C1", ClauseKind::precondition, finite("w"), "the weights are finite: a label cannot be NaN"},
                        {"C2", ClauseKind::precondition, not_negative("w"), "W is symmetric, and no weight is negative"},
                        {"C3", ClauseKind::precondition, parts()},
                        {"C4", ClauseKind::precondition, "the graph falls into k parts: of the k trees of a heaviest spanning forest Σ cut/vol ≤ (a/vol)²/32, with a the "
                                                         "lightest edge of the trees and vol the sum of all entries of W; a part without edges adds 0"},
                        {"C5", ClauseKind::law, "labels are 0 … k − 1, and no part is empty"},
                        {"C6", ClauseKind::law, "the parts are those trees, which alone have the least normalized cut: any other partition cuts a tree, and has "
                                                "Ncut ≥ 4a/vol. With k components they are the components"},
                        {"C7", ClauseKind::law, "relaxed: the k smallest eigenvalues of linalg.spectral_embedding add up to no more than the normalized cut"}},
            .source = "Shi and Malik, Normalized cuts and image segmentation, IEEE Transactions on Pattern Analysis and Machine Intelligence 22 (2000); "
                      "von Luxburg, A tutorial on spectral clustering, Statistics and Computing 17 (2007), section 5; Peng, Sun and Zanetti, "
                      "Partitioning well-clustered graphs: spectral clustering works!, COLT (2015)"};
  }
};

inline constexpr Function<NormalizedCutPartition> normalized_cut_partition;

}  // namespace etalon::contract::linalg
