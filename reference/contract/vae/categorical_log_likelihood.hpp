#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// log p(x|z) of n samples with p independent pixels, each one of c classes, of a decoder that gives c logits for each pixel.
struct CategoricalLogLikelihood {
  template <class T> struct In { Tensor<std::int64_t> x; Tensor<T> logits; };
  template <class T> struct Out { Tensor<T> log_likelihood; };

  inline static const Count n{"n"}, p{"p"}, c{"c", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the class of each pixel"), in::data<&In<T>::logits>({n, p, c}, "a, the decoder's answer")};
  }
  template <class T> static auto outputs() {
    // A logarithm of softmax: c + 5, as for nn.cross_entropy; then p − 1 additions.
    return std::tuple{out::inherent<&Out<T>::log_likelihood>({n}, p + c + 5, "C5", "log p(x|z) of each sample, in nats")};
  }
  static Complaint no_class(const Inputs& in, std::size_t) {
    for (const std::int64_t x : in.integers("x"))
      if (x < 0 || x >= in.shape("logits")[2]) return "a pixel is " + std::to_string(x) + ", and there are " + std::to_string(in.shape("logits")[2]) + " classes";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "vae.categorical_log_likelihood",
            .summary = "log p(x|z) = Σⱼ (aⱼ,ₓⱼ − log Σₖ exp aⱼₖ) for each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("logits"), "no logit is NaN"},
                        {"C2", ClauseKind::precondition, Predicate("each pixel is a class", no_class)},
                        {"C3", ClauseKind::precondition, finite("logits"), "the logits are finite"},
                        {"C4", ClauseKind::law, "at most 0; minus nn.cross_entropy, not divided, in its sum over the samples; the likelihoods of all classes of one pixel add up to 1"},
                        {"C5", ClauseKind::error, "inherent, p + c + 5 roundings"}},
            .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.108); van den Oord, Kalchbrenner and Kavukcuoglu, Pixel recurrent neural networks, ICML (2016), section 2.2",
            .aliases = {"categorical_log_prob"}};
  }
};

/// ȳ([k = x] − softmax(a)ₖ).
struct CategoricalLogLikelihoodVjp : Vjp<CategoricalLogLikelihood> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // T counts every operation once; a sum of c in another order, and an exponential off by two u.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(CategoricalLogLikelihood::c + 6, "C6", "to a")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ([k = x] − softmax(a)ₖ) to aₖ of each pixel",
                       .clauses = {{"C5", ClauseKind::law, "adds up to 0 over the classes of each pixel"},
                                   {"C6", ClauseKind::error, "textbook, c + 6: 1 − pₓ is the sum of the other weights, which loses no digit of a confident right answer"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.109)"});
  }
};

inline constexpr Function<CategoricalLogLikelihood> categorical_log_likelihood;
inline constexpr Function<CategoricalLogLikelihoodVjp> categorical_log_likelihood_vjp;

}  // namespace etalon::contract::vae
