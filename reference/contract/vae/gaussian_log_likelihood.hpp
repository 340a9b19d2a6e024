#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// log N(x; m, σ²) of n samples with p independent pixels each, m the decoder's answer, and σ² too, or one for all.
struct GaussianLogLikelihood {
  enum class Variant { variance, log_variance };
  template <class T> struct In { Tensor<T> x, mean, spread; };
  template <class T> struct Out { Tensor<T> log_likelihood; };

  inline static const Count n{"n"}, p{"p"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"), in::data<&In<T>::mean>({n, p}, "m, the decoder's mean"),
                      in::data<&In<T>::spread>(Any{}, "σ² or log σ², as the convention says, of the shape of x; a scalar is that of all pixels").or_else("1")};
  }
  template <class T> static auto outputs() {
    // T counts each operation once; a logarithm or an exponential may be off by two u; the sums of three terms for each pixel in any order.
    return std::tuple{out::textbook<&Out<T>::log_likelihood>({n}, 3 * p + 4, "C7", "log p(x|z) of each sample, in nats")};
  }
  static Complaint spread_unfit(const Inputs& in, std::size_t) {
    const Dimensions& spread = in.shape("spread");
    if (spread.empty() || spread == in.shape("x")) return std::nullopt;
    return "spread has shape " + shape_text(spread);
  }
  /// That of entry i.
  template <class T> static const T& spread_of(const In<T>& in, std::size_t i) { return in.spread[in.spread.rank() == 0 ? 0 : i]; }
  static Complaint no_variance(const Inputs& in, std::size_t variant) {
    if (static_cast<Variant>(variant) != Variant::variance) return std::nullopt;
    for (std::size_t i = 0; i < in.real("spread").size(); ++i)
      if (!in.real("spread").greater(i, 0)) return "spread[" + std::to_string(i) + "] is not positive";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "vae.gaussian_log_likelihood",
            .summary = "log p(x|z) = −½Σⱼ ((xⱼ − mⱼ)²/σⱼ² + log σⱼ² + log 2π) for each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("mean") && not_nan("spread"), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, Predicate("spread has the shape of x, or is a scalar", spread_unfit)},
                        {"C3", ClauseKind::precondition, finite({"x", "mean", "spread"}), "they are finite: elsewhere the logarithm is infinite, or has no value"},
                        {"C4", ClauseKind::precondition, Predicate("a variance that is given itself is positive", no_variance)},
                        {"C5", ClauseKind::law, "x and m may change places; it is largest at m = x, −½Σ log 2πσ²"},
                        {"C6", ClauseKind::law, "σ² and log σ² agree, and a scalar is a tensor of it; over σ² it is largest at (x − m)²"},
                        {"C7", ClauseKind::error, "textbook, 3p + 4"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix C.2; Rybkin, Daniilidis and Levine, Simple and effective VAE training with calibrated decoders, ICML (2021)",
            .variants = {{"variance", "σ² is given; 1 makes it the squared error, with its constant"}, {"log_variance", "log σ² is given: a learned variance"}},
            .aliases = {"normal_log_prob"}};
  }
};

/// ȳ(x − m)/σ² to m; ½ȳ((x − m)²/σ² − 1) to log σ², divided by σ² to σ².
struct GaussianLogLikelihoodVjp : Vjp<GaussianLogLikelihood> {
  template <class T> struct Out { Tensor<T> grad_mean, grad_spread; };

  template <class T> static auto outputs() {
    // T counts each operation once; an exponential may be off by two u, and 1/σ² come in by two quotients or roots. A spread of all pixels has a sum.
    return std::tuple{out::textbook<&Out<T>::grad_mean>(5, "C5", "to m"), out::textbook<&Out<T>::grad_spread>(GaussianLogLikelihood::n * GaussianLogLikelihood::p + 5, "C6", "to σ² or log σ²")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ(x − m)/σ² to m, ½ȳ((x − m)²/σ² − 1) to log σ² or over σ² to σ²",
                       .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("mean") && not_nan("spread"), "no entry is NaN"},
                                   {"C7", ClauseKind::law, "0 to m at m = x, and 0 to the spread where σ² = (x − m)²"},
                                   {"C5", ClauseKind::error, "to m: textbook, 5"},
                                   {"C6", ClauseKind::error, "to the spread: textbook, 6"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), section 2.3.4"});
  }
};

inline constexpr Function<GaussianLogLikelihood> gaussian_log_likelihood;
inline constexpr Function<GaussianLogLikelihoodVjp> gaussian_log_likelihood_vjp;

}  // namespace etalon::contract::vae
