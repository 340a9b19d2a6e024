#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A₁A₂⋯A_L, in whatever order of the products.
struct MultiDot {
  template <class T> struct In { TensorList<T> matrices; };
  template <class T> struct Out { Tensor<T> product; std::int64_t multiplications = 0; };

  inline static const Count m{"m"}, n{"n"}, inner{"inner"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::matrices>(Any{}, "A₁, …, A_L from left to right")};
  }
  template <class T> static auto outputs() {
    // In any order of the products an entry errs by γ_p·(|A₁|⋯|A_L|), p the sum of the extents summed over; and the running
    // error of the product from the left contains |A₁|⋯|A_L|.
    return std::tuple{out::textbook<&Out<T>::product>({m, n}, inner, "C6", "A₁A₂⋯A_L"),
                      out::analysis<&Out<T>::multiplications>({}, "of numbers, in the best order of the products")};
  }
  /// m×n is the size of the product, `inner` the sum of the extents summed over.
  template <class In> static SizeValues sizes(const In& in) {
    if (!fits(in)) return {{"m", 0}, {"n", 0}, {"inner", 0}};
    SizeValues sizes{{"m", in.matrices.front().shape[0]}, {"n", in.matrices.back().shape[1]}, {"inner", 0}};
    for (std::size_t l = 1; l < in.matrices.size(); ++l) sizes["inner"] += in.matrices[l].shape[0];
    return sizes;
  }
  /// At least two matrices, each with as many rows as the one before has columns.
  template <class In> static bool fits(const In& in) {
    std::vector<Dimensions> shapes;
    for (const auto& a : in.matrices) shapes.push_back(a.shape);
    return shapes.size() >= 2 && fit(shapes);
  }
  static bool fit(const std::vector<Dimensions>& shapes) {
    for (std::size_t l = 0; l < shapes.size(); ++l)
      if (shapes[l].size() != 2 || (l > 0 && shapes[l][0] != shapes[l - 1][1])) return false;
    return true;
  }
  static Predicate is_a_chain() {
    return {"each has as many rows as the one before has columns", [](const Inputs& in, std::size_t) -> Complaint {
              std::vector<Dimensions> shapes;
              for (const Entries* a : in.list("matrices")) shapes.push_back(a->shape());
              if (fit(shapes)) return std::nullopt;
              return "matrices are no chain";
            }};
  }
  /// NumPy, PyTorch and JAX make no product of one; they take a vector at either end.
  static Predicate at_least_two_matrices() {
    return {"there are at least two, and all are matrices", [](const Inputs& in, std::size_t) -> Complaint {
              const auto& all = in.list("matrices");
              for (const Entries* a : all)
                if (a->shape().size() != 2) return "one has shape " + shape_text(a->shape());
              if (all.size() >= 2) return std::nullopt;
              return "there are " + std::to_string(all.size()) + " matrices";
            }};
  }
  static Statement statement() {
    return {.name = "linalg.multi_dot",
            .summary = "the product A₁A₂⋯A_L of a chain of matrices, in any order of the products",
            .clauses = {{"C1", ClauseKind::domain, finite("matrices")},
                        {"C7", ClauseKind::precondition, at_least_two_matrices()},
                        {"C2", ClauseKind::domain, is_a_chain()},
                        {"C3", ClauseKind::law, "associative: two neighbours may be replaced by their product"},
                        {"C4", ClauseKind::law, "(A₁⋯A_L)ᵀ = A_Lᵀ⋯A₁ᵀ; an identity in the chain changes nothing"},
                        {"C5", ClauseKind::law, "the best order takes as many multiplications as the best of all parenthesizations"},
                        {"C6", ClauseKind::error, "textbook, the sum of the inner extents: the order of the products is free"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.5; Cormen, Leiserson, Rivest and Stein, "
                      "Introduction to Algorithms (2009), section 15.2"};
  }
};

/// Ā_l = (A₁⋯A_{l−1})ᵀ·C̄·(A_{l+1}⋯A_L)ᵀ: the cotangents of the matrices for the cotangent C̄ of their product.
struct MultiDotVjp : Vjp<MultiDot> {
  template <class T> struct Out { TensorList<T> grad_matrices; };

  template <class T> static auto outputs() {
    // As for the product, in whatever order: C̄ brings its own extents, m and n, to those summed over.
    return std::tuple{out::textbook<&Out<T>::grad_matrices>(MultiDot::inner + MultiDot::m + MultiDot::n, "C4", "a gradient for each matrix")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā_l = (A₁⋯A_{l−1})ᵀ·C̄·(A_{l+1}⋯A_L)ᵀ for each matrix of the chain",
                       .clauses = {{"C3", ClauseKind::law, "Σ_ij (A_l)_ij·(Ā_l)_ij is ΣC·C̄, the same for each l"},
                                   {"C4", ClauseKind::error, "textbook, the sum of the inner extents and of those of the product"}},
                       .source = "Giles, Collected matrix derivative results (2008), section 2.2; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.5"});
  }
};

inline constexpr Function<MultiDot> multi_dot;
inline constexpr Function<MultiDotVjp> multi_dot_vjp;

}  // namespace etalon::contract::linalg
