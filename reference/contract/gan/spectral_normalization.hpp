#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// One step of a power iteration for the largest singular value σ of W, and W/σ.
struct SpectralNormalization {
  enum class Variant { v_first, u_first };
  template <class T> struct In { Tensor<T> weight; Tensor<T> u; Tensor<T> v; T epsilon{}; };
  template <class T> struct Out { Tensor<T> u_next; Tensor<T> v_next; T sigma; Tensor<T> normalized; };

  inline static const Count m{"m", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::weight>({m, n}, "W, a row for each output"), in::data<&In<T>::u>({m}, "the state: the left vector so far"),
                      in::data<&In<T>::v>({n}, "the right vector so far"), in::exact<&In<T>::epsilon>({}, "ε: a vector is divided by no less").or_else("1e-12")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of m and of n in another order, twice, and the norms.
    const Count c = 2 * m + 2 * n + 6;
    return std::tuple{out::textbook<&Out<T>::u_next>({m}, c, "C7", "the left vector"), out::textbook<&Out<T>::v_next>({n}, c, "C7", "the right vector"),
                      out::textbook<&Out<T>::sigma>({}, c, "C7", "σ = uᵀWv"), out::textbook<&Out<T>::normalized>({m, n}, c + 1, "C7", "W/σ")};
  }
  static Statement statement() {
    return {.name = "gan.spectral_normalization",
            .summary = "v ← Wᵀu/max(‖Wᵀu‖, ε), u ← Wv/max(‖Wv‖, ε), σ = uᵀWv and W/σ: one step of the power iteration of spectral normalization",
            .clauses = {{"C1", ClauseKind::domain, finite({"weight", "u", "v"})},
                        {"C2", ClauseKind::precondition, finite("epsilon") && positive("epsilon")},
                        {"C3", ClauseKind::domain, "the state is not annihilated: Wᵀu ≠ 0, or Wv ≠ 0 where u is the first"},
                        {"C4", ClauseKind::law, "the new vectors have length 1, but for ε, and 0 < σ ≤ ‖W‖_F"},
                        {"C5", ClauseKind::law, "of a W of rank 1 one step is enough: σ is its norm; a pair of singular vectors stays as it is"},
                        {"C6", ClauseKind::law, "2W and 2u have the same vectors and W/σ, but for ε; the transpose with the conventions and vectors exchanged has them exchanged"},
                        {"C7", ClauseKind::error, "textbook, 2m + 2n + 6, and one more for W/σ"}},
            .source = "Miyato, Kataoka, Koyama and Yoshida, Spectral normalization for generative adversarial networks, ICLR (2018), algorithm 1",
            .variants = {{"v_first", "v from u, then u from v: the paper's (torch.nn.utils.spectral_norm)"},
                         {"u_first", "u from v, then v from u (torch.nn.utils.parametrizations.spectral_norm)"}},
            .no_derivative = "a step updates a state; what training differentiates is W/σ with u and v held",
            .aliases = {"parametrizations.spectral_norm"}};
  }
};

inline constexpr Function<SpectralNormalization> spectral_normalization;

}  // namespace etalon::contract::gan
