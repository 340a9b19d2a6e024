#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// The cross-entropy of a discriminator that knows the class y of each sample, with its last layer: of features φ(x) and an embedding E_y.
struct ConditionalLoss {
  enum class Variant { projection, concatenation };
  template <class T> struct In { Tensor<T> features; Tensor<std::int64_t> classes; Tensor<std::int64_t> real; Tensor<T> embedding; Tensor<T> weight; Tensor<T> embedding_weight; T bias; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, d{"d", 1}, e{"e", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::features>({n, d}, "φ(x), a row for each sample"), in::exact<&In<T>::classes>({n}, "y, from 0"),
                      in::exact<&In<T>::real>({n}, "1 of a real sample, 0 of a generated one"), in::data<&In<T>::embedding>({any_extent, e}, "E, a row for each class"),
                      in::data<&In<T>::weight>({d}, "w, of φ(x)"), in::data<&In<T>::embedding_weight>({e}, "v, of E_y by concatenation; projection does without"), in::data<&In<T>::bias>({}, "b")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a logit is a sum of d + e + 1 products and b in any order, a softplus is off by three u; n − 1 additions and a quotient.
    return std::tuple{out::textbook<&Out<T>::loss>({}, n + d + e + 6, "C6", "the loss in nats")};
  }
  static Complaint unfit(const Inputs& in, std::size_t variant) {
    const std::int64_t features = in.shape("features").at(1), embedding = in.shape("embedding").at(1);
    if (static_cast<Variant>(variant) == Variant::concatenation || embedding == features) return std::nullopt;
    return "an embedding has " + std::to_string(embedding) + " entries, and the features " + std::to_string(features);
  }
  static Statement statement() {
    return {.name = "gan.conditional_loss",
            .summary = "mean of −log D(x, y) over real samples and −log(1 − D(x, y)) over generated ones, with the logit w·φ(x) + b + E_y·φ(x), or [w; v]·[φ(x); E_y] + b",
            .clauses = {{"C1", ClauseKind::domain, finite({"features", "embedding", "weight", "embedding_weight", "bias"})},
                        {"C2", ClauseKind::precondition, in_range("classes", "embedding", 0) && one_of("real", std::vector<std::int64_t>{0, 1})},
                        {"C3", ClauseKind::precondition, Predicate("for projection an embedding has as many entries as the features", unfit)},
                        {"C4", ClauseKind::law, "loss ≥ 0; where all embeddings are 0 no class matters"},
                        {"C5", ClauseKind::law, "concatenation cannot tell classes apart by φ: two classes have logits a constant apart; projection of one class is a weight w + E_y"},
                        {"C6", ClauseKind::error, "textbook, n + d + e + 6"}},
            .source = "Mirza and Osindero, Conditional generative adversarial nets (2014), section 3.2; Miyato and Koyama, cGANs with projection discriminator, ICLR (2018), (3)",
            .variants = {{"projection", "E_y·φ(x) beside w·φ(x)"}, {"concatenation", "a linear layer of φ(x) and E_y"}},
            .aliases = {"projection_discriminator_loss", "cgan_discriminator_loss"}};
  }
};

/// With l̄ = (σ(l) − real)/n of each logit l: all from the logit's own slopes.
struct ConditionalLossGradient : Gradient<ConditionalLoss> {
  template <class T> struct Out { Tensor<T> grad_features; Tensor<T> grad_embedding; Tensor<T> grad_weight; Tensor<T> grad_embedding_weight; T grad_bias; };

  template <class T> static auto outputs() {
    // As for the loss; a slope of softplus is off by five u, and a class or a weight has a sum over the samples.
    const Count c = ConditionalLoss::n + ConditionalLoss::d + ConditionalLoss::e + 10;
    return std::tuple{out::textbook<&Out<T>::grad_features>(c, "C6", "of the features"), out::textbook<&Out<T>::grad_embedding>(c, "C6", "of the embeddings"),
                      out::textbook<&Out<T>::grad_weight>(c, "C6", "of w"), out::textbook<&Out<T>::grad_embedding_weight>(c, "C6", "of v, 0 by projection"), out::textbook<&Out<T>::grad_bias>(c, "C6", "of the bias")};
  }
  static Statement statement() {
    return derivative({.summary = "l̄ = −σ(−l)/n of a real sample's logit l, σ(l)/n of a generated one's; then of the features, the embedding of each sample's class, the weights and the bias",
                       .clauses = {{"C4", ClauseKind::law, "a class without samples has the gradient 0"},
                                   {"C5", ClauseKind::law, "the bias has Σ l̄; Σ over the classes of grad_embedding is grad_weight by projection, and v times that of the bias by concatenation"},
                                   {"C6", ClauseKind::error, "textbook, n + d + e + 10"}},
                       .source = "Miyato and Koyama, cGANs with projection discriminator, ICLR (2018), section 3"});
  }
};

inline constexpr Function<ConditionalLoss> conditional_loss;
inline constexpr Function<ConditionalLossGradient> conditional_loss_gradient;

}  // namespace etalon::contract::gan
