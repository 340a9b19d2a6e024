#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// How near each sample is to the others of its batch: o[i, b] = Σ_j exp(−Σ_c |M[i, b, c] − M[j, b, c]|) with M = features·tensor.
struct MinibatchDiscrimination {
  enum class Variant { with_itself, without_itself };
  template <class T> struct In { Tensor<T> features, tensor; };
  template <class T> struct Out { Tensor<T> o; };

  inline static const Count n{"n"}, a{"a"}, b{"b"}, c{"c"};  // samples, features, kernels, and the length of each

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::features>({n, a}, "a row for each sample"), in::data<&In<T>::tensor>({a, b, c}, "T: b kernels of length c of each feature")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums in another order: of a in M, c in a distance, n at last. And difference, exp and its two u.
    return std::tuple{out::textbook<&Out<T>::o>({n, b}, a + c + n + 4, "C5", "the nearness of each sample, for each kernel")};
  }
  static Statement statement() {
    return {.name = "gan.minibatch_discrimination",
            .summary = "o[i, b] = Σ_j exp(−Σ_c |M[i, b, c] − M[j, b, c]|) with M[i, b, c] = Σ_a features[i, a]·tensor[a, b, c]",
            .clauses = {{"C1", ClauseKind::domain, finite({"features", "tensor"})},
                        {"C2", ClauseKind::law, "1 ≤ o ≤ n with itself, one less without; a batch of one sample repeated has o = n: what a collapsed generator is told by"},
                        {"C3", ClauseKind::law, "samples in another order have their o in that order"},
                        {"C5", ClauseKind::error, "textbook, a + c + n + 4: a distance's error is that of an exponent"}},
            .source = "Salimans, Goodfellow, Zaremba, Cheung, Radford and Chen, Improved techniques for training GANs, NIPS (2016), section 3.2",
            .variants = {{"with_itself", "the sum over all j, which adds 1: the paper"}, {"without_itself", "the sum over the others: the paper's own code, and most since"}},
            .aliases = {"minibatch_features", "MinibatchDiscrimination1d"}};
  }
};

/// With K = exp(−distance): M̄[i, b, c] = −Σ_{j ≠ i} (ō[i, b] + ō[j, b])·K[i, j, b]·sgn(M[i, b, c] − M[j, b, c]), then features̄ = M̄Tᵀ and T̄ = featuresᵀM̄.
struct MinibatchDiscriminationVjp : Vjp<MinibatchDiscrimination> {
  template <class T> struct Out { Tensor<T> grad_features, grad_tensor; };

  template <class T> static auto outputs() {
    using P = MinibatchDiscrimination;
    // As for o, with n of the sum M̄ in place of the last; then a sum over kernels, or over samples, and four more on the way.
    const Count c = P::a + P::c + P::n + 8;
    return std::tuple{out::textbook<&Out<T>::grad_features>(c + P::b * P::c, "C5", "the gradient of the features"), out::textbook<&Out<T>::grad_tensor>(c + P::n, "C5", "T̄")};
  }
  static Statement statement() {
    return derivative({.summary = "M̄[i, b, c] = −Σ_{j ≠ i} (ō[i, b] + ō[j, b])·K[i, j, b]·sgn(M[i, b, c] − M[j, b, c]); M̄Tᵀ for the features, featuresᵀM̄ for T",
                       .clauses = {{"C3", ClauseKind::law, "⟨features̄, features⟩ = ⟨T̄, T⟩; both conventions have the same gradients"},
                                   {"C4", ClauseKind::law, "Σᵢ M̄ = 0: all samples moved alike keep their distances. Where M[i, b, c] = M[j, b, c], or so nearly that rounding may decide, every sign "
                                                           "from −1 to 1 is right; the reference takes 0"},
                                   {"C5", ClauseKind::error, "textbook, a + c + n + 8 and the terms of the last sum"}},
                       .source = "Salimans, Goodfellow, Zaremba, Cheung, Radford and Chen, Improved techniques for training GANs, NIPS (2016), section 3.2"});
  }
};

inline constexpr Function<MinibatchDiscrimination> minibatch_discrimination;
inline constexpr Function<MinibatchDiscriminationVjp> minibatch_discrimination_vjp;

}  // namespace etalon::contract::gan
