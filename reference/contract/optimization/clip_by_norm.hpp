#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// Gradients scaled so that the norm of all of them together is at most c.
struct ClipByNorm {
  enum class Variant { exact, stabilised };

  template <class T> struct In { TensorList<T> gradients; T max_norm{}; };
  template <class T> struct Out { TensorList<T> clipped; T norm{}; };

  template <class I> static SizeValues sizes(const I& in) {
    std::int64_t n = 0;
    for (const auto& g : in.gradients) n += static_cast<std::int64_t>(g.size());
    return {{"n", n}};
  }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::gradients>(Any{}, "of every parameter, of any shapes"), in::exact<&In<T>::max_norm>({}, "c").or_else("1")};
  }
  template <class T> static auto outputs() {
    // n squares, their sum and its root; each may be taken of norms of the tensors, another root and square. Then 10⁻⁶, a quotient and a product.
    const Count c = Count("n") + 6;
    return std::tuple{out::inherent<&Out<T>::clipped>(Any{}, c, "C6", "gradients of the given shapes"), out::inherent<&Out<T>::norm>({}, c, "C6", "‖g‖, before clipping")};
  }
  static Statement statement() {
    return {.name = "optimization.clip_by_norm",
            .summary = "g·min(1, c/‖g‖), or g·min(1, c/(‖g‖ + 10⁻⁶)), with ‖g‖ the root of the sum of the squares of all entries of all gradients",
            .clauses = {{"C1", ClauseKind::domain, finite("gradients")},
                        {"C2", ClauseKind::precondition, finite("max_norm") && positive("max_norm"), "0 < c < ∞"},
                        {"C3", ClauseKind::law, "the norm of what comes out is min(c, ‖g‖), in stabilised no more; clipped again to more than c it stays as it is"},
                        {"C4", ClauseKind::law, "the direction is kept: gᵢ′gⱼ = gⱼ′gᵢ; where ‖g‖ ≤ c − 10⁻⁶ g is returned bit by bit"},
                        {"C5", ClauseKind::law, "how the entries are divided among tensors makes no difference; 2g with 2c gives twice as much in exact"},
                        {"C6", ClauseKind::error, "inherent, n + 6 for n entries in all"}},
            .source = "Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, ICML (2013), algorithm 1",
            .variants = {{"exact", "c/‖g‖: Optax, TensorFlow"}, {"stabilised", "c/(‖g‖ + 10⁻⁶): PyTorch"}},
            .no_derivative = "gradients are clipped on their way to a step, and training does not differentiate through it",
            .aliases = {"clip_grad_norm_", "clip_by_global_norm"}};
  }
};

inline constexpr Function<ClipByNorm> clip_by_norm;

}  // namespace etalon::contract::optimization
