#pragma once
#include "reference/contract/broadcast.hpp"

namespace etalon::contract::tensor {

/// c = a + b, entry by entry.
struct Add : Broadcast {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::c>(Any{}, "C4", "the sum, of the shape that both broadcast to")};
  }
  static Statement statement() {
    return {.name = "tensor.add",
            .summary = "c = a + b, entry by entry, with NumPy's broadcasting",
            .clauses = {shapes_clause("C1"),
                        {"C2", ClauseKind::domain, finite({"a", "b"})},
                        {"C3", ClauseKind::law, "a + b = b + a"},
                        {"C4", ClauseKind::error, "exact: rounded once"}},
            .source = "Harris et al., Array programming with NumPy, Nature 585 (2020); IEEE 754-2019, section 5.4.1"};
  }
};

/// ā = Σ c̄, b̄ = Σ c̄.
struct AddVjp : BroadcastVjp<Add> {
  template <class T> static auto outputs() {
    // Additions alone.
    return std::tuple{out::inherent<&Out<T>::grad_a>(Broadcast::p, "C5", "ā"), out::inherent<&Out<T>::grad_b>(Broadcast::q, "C5", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = Σ c̄, b̄ = Σ c̄ over the axes that broadcast",
                       .clauses = {{"C3", ClauseKind::law, "adjoint: ⟨c̄, dc⟩ = ⟨ā, da⟩ + ⟨b̄, db⟩"}, {"C5", ClauseKind::error, "inherent, in any order of summation"}},
                       .source = "Harris et al., Array programming with NumPy, Nature 585 (2020)"});
  }
};

inline constexpr Function<Add> add;
inline constexpr Function<AddVjp> add_vjp;

}  // namespace etalon::contract::tensor
