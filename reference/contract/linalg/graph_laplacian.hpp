#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// L = D − W of a weighted graph, D the diagonal matrix of its degrees d_i = Σⱼ w_ij; or one of its normalizations.
struct GraphLaplacian {
  enum class Variant { unnormalized, symmetric, random_walk, symmetric_without_loops };
  template <class T> struct In { Tensor<T> w; };
  template <class T> struct Out { Tensor<T> l; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::w>({n, n}, "weights of the edges, symmetric and not negative; a loop w_ii counts in its degree, but for symmetric_without_loops")};
  }
  template <class T> static auto outputs() {
    // Degrees in any order: a weight passes at most n additions. Then two roots, a product, a quotient and a difference, or
    // the roots' reciprocals and a product by each: a rounding more.
    return std::tuple{out::textbook<&Out<T>::l>({n, n}, n + 2, "C9", "the Laplacian")};
  }
  static Statement statement() {
    return {.name = "linalg.graph_laplacian",
            .summary = "the Laplacian L = D − W of a graph with weights W and degrees d_i = Σⱼ w_ij, as it is or normalized",
            .clauses = {{"C1", ClauseKind::domain, finite("w")},
                        {"C2", ClauseKind::precondition, not_negative("w"), "W is symmetric, and no weight is negative"},
                        {"C3", ClauseKind::law, "rows sum to 0: L·1 = 0; of the symmetric one L·√d = 0"},
                        {"C4", ClauseKind::law, "positive semidefinite: Σ_ij l_ij·x_i·x_j = ½ Σ_ij w_ij(x_i − x_j)², with x/√d for the symmetric one; "
                                                "D times the random walk's is the one as it is"},
                        {"C5", ClauseKind::law, "0 is an eigenvalue as often as the graph has connected components"},
                        {"C6", ClauseKind::law, "the row and column of a vertex without edges are 0, in every convention"},
                        {"C7", ClauseKind::law, "L(αW) = αL(W), and the normalized ones stay; renaming the vertices permutes rows and columns"},
                        {"C8", ClauseKind::law, "a loop does not change D − W, nor symmetric_without_loops; in the other normalized ones it counts in its degree"},
                        {"C9", ClauseKind::error, "textbook, n + 2: d_i − w_ii may cancel"},
                        {"C10", ClauseKind::law, "off the diagonal no entry is positive, and 0 where there is no edge; on it none is negative"}},
            .source = "von Luxburg, A tutorial on spectral clustering, Statistics and Computing 17 (2007); Chung, Spectral Graph Theory "
                      "(1997), section 1.2 on vertices without edges",
            .variants = {{"unnormalized", "D − W"},
                         {"symmetric", "I − D^(−½)·W·D^(−½); rows and columns of degree 0 are 0"},
                         {"random_walk", "I − D⁻¹W; rows of degree 0 are 0"},
                         {"symmetric_without_loops", "symmetric, of the graph whose loops are taken off first: SciPy's csgraph, scikit-learn"}},
            .no_derivative = "W is symmetric: no entry moves without the one across the diagonal"};
  }
};

inline constexpr Function<GraphLaplacian> graph_laplacian;

}  // namespace etalon::contract::linalg
