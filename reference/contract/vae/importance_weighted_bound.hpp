#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// L_K = log 1/K Σₖ wₖ, wₖ = p(x, zₖ)/q(zₖ|x), of n samples with K draws of z each: a bound of log p(x) that rises with K in the mean.
struct ImportanceWeightedBound {
  template <class T> struct In { Tensor<T> log_joint, log_posterior; };
  template <class T> struct Out { Tensor<T> bound; };

  inline static const Count n{"n"}, k{"k", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::log_joint>({n, k}, "log p(x, zₖ)"), in::data<&In<T>::log_posterior>({n, k}, "log q(zₖ|x)")};
  }
  template <class T> static auto outputs() {
    // A difference, an exponential, K − 1 additions, a quotient, a logarithm, and the largest, which is added.
    return std::tuple{out::inherent<&Out<T>::bound>({n}, k + 8, "C6", "the bound of each sample, in nats")};
  }
  static Statement statement() {
    return {.name = "vae.importance_weighted_bound",
            .summary = "L_K = log 1/K Σₖ p(x, zₖ)/q(zₖ|x) for each sample, of K draws zₖ from q",
            .clauses = {{"C1", ClauseKind::domain, not_nan("log_joint") && not_nan("log_posterior"), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, finite({"log_joint", "log_posterior"}), "they are finite: a draw that p excludes weighs 0, and all of them leave no bound"},
                        {"C3", ClauseKind::law, "at least the mean of log wₖ, which is the evidence lower bound, and at most the largest; of K equal weights it is each of them"},
                        {"C4", ClauseKind::law, "its mean over all draws rises with K, and stays below log p(x): for z of two values, where every draw can be counted"},
                        {"C5", ClauseKind::law, "the order of the draws changes nothing; a constant added to every log p is added to it"},
                        {"C6", ClauseKind::error, "inherent, K + 8: by log Σ exp of log w, where the weights themselves underflow"}},
            .source = "Burda, Grosse and Salakhutdinov, Importance weighted autoencoders, ICLR (2016), (8) and theorem 1",
            .aliases = {"iwae_bound", "iwelbo"}};
  }
};

/// ȳ·wₖ/Σⱼwⱼ to log p(x, zₖ), and its negative to log q(zₖ|x).
struct ImportanceWeightedBoundVjp : Vjp<ImportanceWeightedBound> {
  template <class T> struct Out { Tensor<T> grad_log_joint, grad_log_posterior; };

  template <class T> static auto outputs() {
    // T counts each operation once; a sum of K in another order, and exponentials off by two u.
    const Count c = ImportanceWeightedBound::k + 6;
    return std::tuple{out::textbook<&Out<T>::grad_log_joint>(c, "C5", "ȳw̃ₖ"), out::textbook<&Out<T>::grad_log_posterior>(c, "C5", "−ȳw̃ₖ")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ·w̃ₖ to log p(x, zₖ) and −ȳ·w̃ₖ to log q(zₖ|x), with the normalized weights w̃ₖ = wₖ/Σⱼwⱼ",
                       .clauses = {{"C3", ClauseKind::law, "that to log p adds up to ȳ, and that to log q is its negative"},
                                   {"C5", ClauseKind::error, "textbook, K + 6"}},
                       .source = "Burda, Grosse and Salakhutdinov, Importance weighted autoencoders, ICLR (2016), (13)"});
  }
};

inline constexpr Function<ImportanceWeightedBound> importance_weighted_bound;
inline constexpr Function<ImportanceWeightedBoundVjp> importance_weighted_bound_vjp;

}  // namespace etalon::contract::vae
