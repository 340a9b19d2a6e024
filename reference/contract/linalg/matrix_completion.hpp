#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// One step of soft-impute for min ½‖P_Ω(M − X)‖_F² + λ‖X‖_*: fill the holes of M from X, then take λ off the singular values.
struct MatrixCompletion {
  template <class T> struct In { Tensor<T> x; Tensor<T> observed; Tensor<std::int64_t> mask; T lambda; };
  template <class T> struct Out { Tensor<T> next; T objective; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 8 * m * n + 4 * k * m + 4 * k * n + 193 * k + 3;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({m, n}, "X, the current estimate"),
                      in::data<&In<T>::observed>({m, n}, "M; only the entries in Ω are read"),
                      in::exact<&In<T>::mask>({m, n}, "1 in Ω, where M is observed, else 0"),
                      in::exact<&In<T>::lambda>({}, "λ ≥ 0, the price of the nuclear norm")};
  }
  template <class T> static auto outputs() {
    // Z = UΣVᵀ comes with a residual s·u·‖Z‖_F and U, V within half of ‖ÛᵀÛ − I‖_F ≤ s·√k·u of orthogonal ones, s the constant of
    // linalg.svd, a worst case; soft thresholding is nonexpansive, so that Z is off by (1 + 2√k)s and its image by as much as U
    // and V together, √k·s. Subtracting λ and multiplying again adds (k + 3)√k. Together below (4s + k + 3)√k.
    return std::tuple{out::backward<&Out<T>::next>({m, n}, c, "C8", "U(Σ − λ)₊Vᵀ for P_Ω(M) + P_Ω^⊥(X) = UΣVᵀ"),
                      out::backward<&Out<T>::objective>({}, c, "C9", "½‖P_Ω(M − X)‖_F² + λ‖X‖_* of the current estimate")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.x.shape[0], in.x.shape[1])}}; }
  static Predicate finite_where_observed() {
    return {"the observed entries are finite", [](const Inputs& in, std::size_t) -> Complaint {
              const Entries& observed = in.real("observed");
              const auto& mask = in.integers("mask");
              for (std::size_t i = 0; i < mask.size(); ++i)
                if (mask[i] == 1 && !observed.is_finite(i)) return "observed holds an entry that is not finite where mask is 1";
              return std::nullopt;
            }, {"observed", "mask"}, {}};
  }
  static Statement statement() {
    return {.name = "linalg.matrix_completion",
            .summary = "one step of soft-impute: U(Σ − λ)₊Vᵀ of the estimate with the observed entries put in, UΣVᵀ = P_Ω(M) + P_Ω^⊥(X)",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "lambda"}) && finite_where_observed(), "X, λ and the observed entries are finite"},
                        {"C2", ClauseKind::precondition, one_of("mask", std::vector<std::int64_t>{0, 1}) && not_negative("lambda"),
                         "the mask has zeros and ones, and λ ≥ 0"},
                        {"C3", ClauseKind::law, "the objective does not increase from X to the next estimate"},
                        {"C4", ClauseKind::law, "λ = 0 gives Z = P_Ω(M) + P_Ω^⊥(X) itself, λ ≥ σ₁(Z) gives 0"},
                        {"C5", ClauseKind::law, "optimal: ‖Z − next‖₂ ≤ λ and ⟨Z − next, next⟩ = λ‖next‖_*, so that next minimizes ½‖Z − N‖_F² + λ‖N‖_*"},
                        {"C6", ClauseKind::law, "nonexpansive: two estimates come no further apart, ‖next − next′‖_F ≤ ‖P_Ω^⊥(X − X′)‖_F"},
                        {"C7", ClauseKind::law, "a matrix of rank one with a hole is recovered, but for a multiple of λ, as λ falls step by step"},
                        {"C8", ClauseKind::error, "forward: ‖ŷ − next‖_F ≤ c√k(u·‖Z‖_F + η) with c = 5(2mn + k(m + n) + 48k) + k + 3"},
                        {"C9", ClauseKind::error, "forward: the objective is off by at most c(u(½‖P_Ω(M − X)‖_F² + λk‖X‖_F) + (1 + λk)η)"}},
            .source = "Mazumder, Hastie and Tibshirani, Spectral regularization algorithms for learning large incomplete matrices, Journal of "
                      "Machine Learning Research 11 (2010), lemma 1 and algorithm 1",
            .no_derivative = "a state update, with kinks where a singular value is λ"};
  }
};

inline constexpr Function<MatrixCompletion> matrix_completion;

}  // namespace etalon::contract::linalg
