#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// Einstein's summation in NumPy's notation: a product of one entry of each operand, summed over the indices that the output
/// does not name.
struct Einsum {
  /// What an ellipsis means that stands for axes, and that a written output leaves out.
  enum class Variant { ellipsis_in_the_output, ellipsis_summed };
  template <class T> struct In { std::string equation; TensorList<T> operands; };
  template <class T> struct Out { Tensor<T> result; std::int64_t terms = 0, roundings = 0; };

  inline static const Count roundings{"roundings"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::equation>({}, "such as ij,jk->ik"),
                      in::data<&In<T>::operands>(Any{}, "one tensor for each term of the equation")};
  }
  template <class T> static auto outputs() {
    // A product of f factors is rounded f − 1 times and then in at most t − 1 of the additions of t products. Summing parts
    // of it first, along any path, only shortens this: their additions multiply up to t. B ≥ Σ|product| covers higher orders.
    return std::tuple{out::inherent<&Out<T>::result>(Any{}, roundings, "C10", "an axis for each index of the output"),
                      out::analysis<&Out<T>::terms>({}, "t, the products summed for each entry"),
                      out::analysis<&Out<T>::roundings>({}, "(t − 1) + (f − 1) for f operands; 0 where t = 0")};
  }
  static Complaint blank_inside(const Inputs& in, std::size_t) {
    const std::string& equation = in.text("equation");
    for (std::size_t i = 1; i + 1 < equation.size(); ++i) {
      if (equation[i] != ' ') continue;
      const std::size_t before = equation.find_last_not_of(' ', i), after = equation.find_first_not_of(' ', i);
      if (before == std::string::npos || after == std::string::npos) continue;
      if ((equation[before] == '.' && equation[after] == '.') || (equation[before] == '-' && equation[after] == '>')) return "a blank stands inside an ellipsis or an arrow";
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "tensor.einsum",
            .summary = "result = Σ Πₒ operandₒ[its indices], over every index that the output does not name, in NumPy's notation",
            .clauses = {{"C1", ClauseKind::domain, "every entry that is multiplied is finite; those off a repeated index's diagonal are not read"},
                        {"C11", ClauseKind::precondition, Predicate{"no blank stands inside an ellipsis or an arrow", blank_inside},
                         "no blank stands inside an ellipsis or an arrow: libraries take all blanks away first"},
                        {"C2", ClauseKind::domain, "the equation is one term for each operand, divided by commas, then maybe -> and the output. A term is "
                                                   "letters a–z and A–Z, and at most one ellipsis (...). The output's letters differ and occur in a term. "
                                                   "Spaces mean nothing, but not inside ... or ->"},
                        {"C3", ClauseKind::domain, "the operands fit: as many as terms, an axis for each letter, and the ellipsis for the others. Axes of a "
                                                   "letter have one extent, or 1 in another operand; those of the ellipsis broadcast from the last. A "
                                                   "written output has ... if one stands for axes, but for ellipsis_summed. There are at most 2⁶² products"},
                        {"C4", ClauseKind::law, "notation: without ->, the output is the ellipsis and the letters that occur once, A–Z before a–z; an "
                                                "ellipsis is as good as letters, and one letter as another"},
                        {"C5", ClauseKind::law, "the order of the operands, and which are contracted first, make no difference"},
                        {"C6", ClauseKind::law, "an index left out of the output is summed over; permuting the output's indices permutes its axes"},
                        {"C7", ClauseKind::law, "linear in each operand"},
                        {"C8", ClauseKind::law, "ij,jk->ik is the matrix product, bij,bjk->bik that of each pair, ii the trace, ii->i the diagonal, "
                                                "ij->ji the transpose, i,j->ij the outer product"},
                        {"C9", ClauseKind::law, "integers are multiplied and added without rounding: where every entry is an integer and no "
                                                "Σ|product| exceeds 1/u, the result is exact"},
                        {"C10", ClauseKind::error, "inherent, (t − 1) + (f − 1) roundings for sums of t products of f factors; a copied entry is exact"}},
            .source = "numpy.einsum (NumPy 1.24 reference); for the sums Jeannerod and Rump, Improved error bounds for inner products in "
                      "floating-point arithmetic, SIAM Journal on Matrix Analysis and Applications 34 (2013)",
            .variants = {{"ellipsis_in_the_output", "an output that leaves the ellipsis out is refused: NumPy"},
                         {"ellipsis_summed", "it is summed over like a letter that is left out: PyTorch, JAX"}}};
  }
};

/// x̄ₒ[its indices] = Σ ȳ[the output's] Π x[the others'], over every index that operand o has not.
struct EinsumVjp : Vjp<Einsum> {
  template <class T> struct Out { TensorList<T> grad_operands; std::int64_t roundings = 0; };

  template <class T> static auto outputs() {
    // Of each operand a sum of products again, the cotangent in its place: what is said of the result holds for it.
    return std::tuple{out::inherent<&Out<T>::grad_operands>(Einsum::roundings, "C6", "one tensor for each operand, of its shape"),
                      out::analysis<&Out<T>::roundings>({}, "the largest (t − 1) + (f − 1), for t products of f factors summed for an entry; 0 without products")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ₒ = Σ ȳ[the output's indices] Π x[the other operands' indices], over every index that operand o has not",
                       .clauses = {{"C1", ClauseKind::precondition, "every entry that is multiplied in the result is finite; no gradient reads its own operand"},
                                   {"C4", ClauseKind::law, "adjoint: with any z in the place of operand o, ⟨ȳ, einsum⟩ = ⟨x̄ₒ, z⟩"},
                                   {"C5", ClauseKind::law, "ij,jk->ik has the gradients of the matrix product; ii->i gives ȳ on the diagonal and exactly 0 beside it"},
                                   {"C6", ClauseKind::error, "inherent, (t − 1) + (f − 1) roundings for sums of t products of f factors, of that operand for which "
                                                             "they are most; a copied cotangent is exact"}},
                       .source = "Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008), 2.2.2, "
                                 "for sums of products"});
  }
};

inline constexpr Function<Einsum> einsum;
inline constexpr Function<EinsumVjp> einsum_vjp;

}  // namespace etalon::contract::tensor
