#pragma once
#include "reference/contract/broadcast.hpp"

namespace etalon::contract::tensor {

/// C = AB for each index of the batch axes, which broadcast.
struct BatchedMatmul {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; };
  template <class T> struct Out { Tensor<T> c; };

  inline static const Count k{"k"}, m{"m"}, n{"n"}, p{"p"}, q{"q"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>(Any{}, "matrices in the last two axes"), in::data<&In<T>::b>(Any{}, "matrices in the last two axes")};
  }
  template <class T> static auto outputs() {
    // A product and k − 1 additions, in any order.
    return std::tuple{out::inherent<&Out<T>::c>(Any{}, k, "C4", "the products")};
  }
  /// Of the last two axes, and how many matrices of c each one of a (p) and of b (q) is in.
  template <class I> static SizeValues sizes(const I& in) {
    if (does_not_fit(in.a.shape, in.b.shape)) return {{"k", 0}, {"m", 0}, {"n", 0}, {"p", 0}, {"q", 0}};
    const Dimensions a = batch(in.a.shape), b = batch(in.b.shape);
    const std::int64_t all = count_of(*Broadcasting::shape_of(a, b));
    return {{"k", in.a.shape.back()}, {"m", in.a.shape[in.a.rank() - 2]}, {"n", in.b.shape.back()}, {"p", count_of(a) == 0 ? 0 : all / count_of(a)}, {"q", count_of(b) == 0 ? 0 : all / count_of(b)}};
  }
  /// The shape without the last two axes.
  static Dimensions batch(const Dimensions& shape) { return {shape.begin(), shape.end() - 2}; }
  static Complaint no_matrices(const Dimensions& a, const Dimensions& b) {
    if (a.size() >= 2 && b.size() >= 2) return std::nullopt;
    return "matrices have two axes; the shapes are " + shape_text(a) + " and " + shape_text(b);
  }
  static Complaint does_not_fit(const Dimensions& a, const Dimensions& b) {
    if (const auto vectors = no_matrices(a, b)) return vectors;
    if (a.back() != b[b.size() - 2]) return "the inner extents " + std::to_string(a.back()) + " and " + std::to_string(b[b.size() - 2]) + " differ";
    if (!Broadcasting::shape_of(batch(a), batch(b))) return "the batch axes " + shape_text(batch(a)) + " and " + shape_text(batch(b)) + " do not broadcast";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "tensor.batched_matmul",
            .summary = "C = AB in the last two axes, for each index of the others, which broadcast",
            .clauses = {{"C5", ClauseKind::precondition, Predicate("A and B have two axes at least", [](const Inputs& in, std::size_t) { return no_matrices(in.shape("a"), in.shape("b")); }),
                         "A and B have two axes at least: libraries take a vector for a row or a column"},
                        {"C1", ClauseKind::domain, Predicate("the inner axes have one extent, and those of the batch broadcast",
                                                             [](const Inputs& in, std::size_t) { return does_not_fit(in.shape("a"), in.shape("b")); })},
                        {"C2", ClauseKind::domain, finite({"a", "b"})},
                        {"C3", ClauseKind::law, "each product is tensor.matmul of its matrices"},
                        {"C4", ClauseKind::error, "inherent, k roundings in any order"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 1.1",
            .aliases = {"bmm"}};
  }
};

/// Ā = Σ C̄Bᵀ, B̄ = Σ AᵀC̄ over the batch axes that broadcast.
struct BatchedMatmulVjp : Vjp<BatchedMatmul> {
  template <class T> struct Out { Tensor<T> grad_a; Tensor<T> grad_b; };

  template <class T> static auto outputs() {
    // A product and additions: n in each of p matrices, m in each of q.
    return std::tuple{out::inherent<&Out<T>::grad_a>(BatchedMatmul::n * BatchedMatmul::p, "C4", "Ā"), out::inherent<&Out<T>::grad_b>(BatchedMatmul::m * BatchedMatmul::q, "C4", "B̄")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = Σ C̄Bᵀ, B̄ = Σ AᵀC̄ over the batch axes that broadcast",
                       .clauses = {{"C3", ClauseKind::law, "⟨Ā, A⟩ = ⟨B̄, B⟩ = ⟨C̄, C⟩"}, {"C4", ClauseKind::error, "inherent, np and mq roundings"}},
                       .source = "Giles, Collected matrix derivative results (2008)"});
  }
};

inline constexpr Function<BatchedMatmul> batched_matmul;
inline constexpr Function<BatchedMatmulVjp> batched_matmul_vjp;

}  // namespace etalon::contract::tensor
