#pragma once
#include "reference/contract/broadcast.hpp"

namespace etalon::contract::tensor {

/// c = a/b, entry by entry.
struct Divide : Broadcast {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::c>(Any{}, "C4", "the quotient, of the shape that both broadcast to")};
  }
  static Complaint zero_divisor(const Inputs& in, std::size_t) {
    const Entries& b = in.real("b");
    for (std::size_t i = 0; i < b.size(); ++i)
      if (!b.less(i, 0) && !b.greater(i, 0)) return "b[" + std::to_string(i) + "] is 0";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "tensor.divide",
            .summary = "c = a/b, entry by entry, with NumPy's broadcasting",
            .clauses = {shapes_clause("C1"),
                        {"C2", ClauseKind::domain, finite({"a", "b"})},
                        {"C5", ClauseKind::domain, Predicate("no divisor is 0", zero_divisor)},
                        {"C3", ClauseKind::law, "(a/b)·b = a"},
                        {"C4", ClauseKind::error, "exact: rounded once"}},
            .source = "Harris et al., Array programming with NumPy, Nature 585 (2020); IEEE 754-2019, section 5.4.1", .aliases = {"div", "true_divide"}};
  }
};

/// ā = Σ c̄/b, b̄ = −Σ c̄a/b².
struct DivideVjp : BroadcastVjp<Divide> {
  template <class T> static auto outputs() {
    // A product, two quotients and the additions.
    return std::tuple{out::inherent<&Out<T>::grad_a>(Broadcast::p, "C6", "ā"), out::inherent<&Out<T>::grad_b>(Broadcast::q + 2, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = Σ c̄/b, b̄ = −Σ c̄a/b² over the axes that broadcast",
                       .clauses = {{"C3", ClauseKind::law, "adjoint: ⟨c̄, dc⟩ = ⟨ā, da⟩ + ⟨b̄, db⟩"}, {"C6", ClauseKind::error, "inherent, in any order of summation"}},
                       .source = "Harris et al., Array programming with NumPy, Nature 585 (2020)"});
  }
};

inline constexpr Function<Divide> divide;
inline constexpr Function<DivideVjp> divide_vjp;

}  // namespace etalon::contract::tensor
