#pragma once
#include "reference/contract/contract.hpp"

/// What the losses of adversarial networks share: a discriminator's or critic's answers to real and to generated samples.
namespace etalon::contract {

/// Answers are logits or probabilities.
inline Predicate logits_or_probabilities() { return one_of("given", std::vector<std::string>{"logits", "probabilities"}); }

/// A probability outside [0, 1], or at an end of it that has no finite loss.
inline Complaint no_loss_of_probability(const Inputs& in, const char* field, bool zero_has_one, bool one_has_one) {
  if (in.text("given") != "probabilities") return std::nullopt;
  const Entries& d = in.real(field);
  for (std::size_t i = 0; i < d.size(); ++i)
    if ((zero_has_one ? d.less(i, 0) : !d.greater(i, 0)) || (one_has_one ? d.greater(i, 1) : !d.less(i, 1)))
      return std::string(field) + "[" + std::to_string(i) + "] is outside the loss's domain";
  return std::nullopt;
}

/// Scores of real and of generated samples, and one loss of both.
struct ScorePair {
  template <class T> struct In { Tensor<T> real; Tensor<T> fake; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::real>({n}, "scores of real samples"), in::data<&In<T>::fake>({m}, "scores of generated samples")};
  }
};

/// Scores of generated samples, and the generator's loss of them.
struct FakeScores {
  template <class T> struct In { Tensor<T> fake; };
  template <class T> struct Out { T loss; };

  inline static const Count m{"m", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::fake>({m}, "scores of generated samples")}; }
};

/// −mean D(G(z)): what the generator minimises against a critic.
struct NegatedMean : FakeScores {
  template <class T> static auto outputs() {
    // m − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, m, "C3", "the loss")};
  }
  static std::vector<Clause> clauses() {
    return {{"C1", ClauseKind::domain, finite("fake")},
            {"C2", ClauseKind::law, "of s + c it is c less, of αs α times as much; between −max s and −min s"},
            {"C3", ClauseKind::error, "inherent, m roundings"}};
  }
};
template <class P>
struct NegatedMeanGradient : Gradient<P> {
  template <class T> struct Out { Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // A quotient.
    return std::tuple{out::inherent<&Out<T>::grad_fake>(1, "C3", "s̄")};
  }

 protected:
  static Statement gradient(const char* source) {
    return Gradient<P>::derivative({.summary = "s̄ⱼ = −1/m",
                                    .clauses = {{"C2", ClauseKind::law, "Σ s̄ = −1, whatever the scores"}, {"C3", ClauseKind::error, "inherent, one rounding"}},
                                    .source = source});
  }
};

}  // namespace etalon::contract
