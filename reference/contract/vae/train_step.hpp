#pragma once
#include "reference/contract/optimizer.hpp"
#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/loss.hpp"

namespace etalon::contract::vae {

/// One step of training by vae.loss: every weight and bias along its gradient, by Adam or by gradient descent with momentum.
struct TrainStep : EncoderDecoder {
  enum class Variant { adam, sgd };
  template <class T> struct In {
    Tensor<T> x, noise;
    TensorList<T> encoder_weights, encoder_biases, decoder_weights, decoder_biases;
    std::string activation, likelihood;
    T beta = 1;
    TensorList<T> m, v;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{};
  };
  template <class T> struct Out { TensorList<T> encoder_weights_next, encoder_biases_next, decoder_weights_next, decoder_biases_next, m_next, v_next; };

  inline static const Count d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"), in::exact<&In<T>::noise>({n, d}, "ε, of the latents")}, networks<In<T>>(),
                          std::tuple{in::exact<&In<T>::likelihood>({}, "\"bernoulli\", or \"gaussian\" of variance 1").or_else("bernoulli"),
                                     in::exact<&In<T>::beta>({}, "β, the weight of the divergence").or_else("1"),
                                     in::data<&In<T>::m>(Any{}, "the averages of the gradients before this step: of the encoder's weights, its biases, the decoder's weights and its biases; 0 before the first"),
                                     in::data<&In<T>::v>(Any{}, "the averages of their squares, in the same order; descent leaves them as they are"),
                                     in::exact<&In<T>::t>({}, "the number of this step: 1, 2, …"), in::exact<&In<T>::learning_rate>({}, "α").or_else("0.001"),
                                     in::exact<&In<T>::beta1>({}, "β₁, how much of m is kept").or_else("0.9"), in::exact<&In<T>::beta2>({}, "β₂, how much of v is kept").or_else("0.999"),
                                     in::exact<&In<T>::epsilon>({}, "ε of Adam").or_else("1e-8")});
  }
  template <class T> static auto outputs() {
    // The gradient as vae.loss.gradient; then the roundings of optimization.adam.
    const Count c = 2 * widest + 2 * n + p + d + 22;
    return std::tuple{out::textbook<&Out<T>::encoder_weights_next>(SameAs{"encoder_weights"}, c, "C9", "after this step"), out::textbook<&Out<T>::encoder_biases_next>(SameAs{"encoder_biases"}, c, "C9", "after this step"),
                      out::textbook<&Out<T>::decoder_weights_next>(SameAs{"decoder_weights"}, c, "C9", "after this step"), out::textbook<&Out<T>::decoder_biases_next>(SameAs{"decoder_biases"}, c, "C9", "after this step"),
                      out::textbook<&Out<T>::m_next>(SameAs{"m"}, c, "C9", "m′"), out::textbook<&Out<T>::v_next>(SameAs{"v"}, c, "C9", "v′")};
  }
  static Complaint layers_unfit(const Inputs& in, std::size_t variant) { return Loss::layers_unfit(in, variant); }
  static Complaint state_unfit(const Inputs& in, std::size_t) {
    std::vector<const Entries*> all;
    for (const std::string& parameter : parameters())
      for (const Entries* one : in.list(parameter)) all.push_back(one);
    for (const char* state : {"m", "v"}) {
      const auto list = in.list(state);
      if (list.size() != all.size()) return std::string(state) + " has " + std::to_string(list.size()) + " tensors for " + std::to_string(all.size()) + " weights and biases";
      for (std::size_t k = 0; k < all.size(); ++k)
        if (list[k]->shape() != all[k]->shape()) return std::string(state) + "[" + std::to_string(k) + "] has shape " + shape_text(list[k]->shape()) + ", and what it belongs to " + shape_text(all[k]->shape());
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "vae.train_step",
            .summary = "g = ∇vae.loss, then optimization.adam of every weight and bias, or m′ = β₁m + g and θ′ = θ − αm′",
            .clauses = {{"C1", ClauseKind::domain, finite_all({"x", "noise", "beta", "m", "v"})},
                        {"C2", ClauseKind::precondition, Predicate("the encoder gives μ and s for each latent, the decoder takes the latents and gives the pixels, and each layer fits", layers_unfit)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C10", ClauseKind::precondition, Predicate{"0 ≤ x ≤ 1 for the Bernoulli likelihood", Elbo::pixel_outside}},
                        {"C11", ClauseKind::precondition, not_negative("beta") && not_negative("v")},
                        {"C12", ClauseKind::precondition, Predicate("m and v have a tensor for each weight and bias, of its shape", state_unfit)},
                        {"C13", ClauseKind::precondition, at_least("t", 1) && rates({"learning_rate"}) && fractions({"beta1", "beta2"}) && finite("epsilon") && positive("epsilon"),
                         "t ≥ 1, 0 ≤ α < ∞, 0 ≤ β₁ < 1, 0 ≤ β₂ < 1, 0 < ε < ∞"},
                        {"C5", ClauseKind::law, "sgd moves every parameter by −α times vae.loss.gradient from m = 0"},
                        {"C6", ClauseKind::law, "α = 0 leaves the parameters as they are"},
                        {"C7", ClauseKind::law, "a small step of sgd from m = 0 lowers the loss: by α‖g‖² to the first order"},
                        {"C9", ClauseKind::error, "textbook, 2n + p + d + 22 more than twice the entries of the widest layer"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), algorithm 1; Kingma and Ba, Adam: a method for stochastic optimization, ICLR (2015), algorithm 1",
            .variants = {{"adam", "Adam, with ε outside of the root"}, {"sgd", "gradient descent with PyTorch's momentum β₁"}},
            .no_derivative = no_derivative_of_a_step};
  }

  /// All entries of some lists of tensors as one vector, and back into tensors of the same shapes.
  template <class T> static Tensor<T> flat(std::initializer_list<const TensorList<T>*> lists) {
    Tensor<T> all({0});
    for (const TensorList<T>* list : lists)
      for (const Tensor<T>& one : *list) all.data.insert(all.data.end(), one.begin(), one.end());
    all.shape = {static_cast<std::int64_t>(all.data.size())};
    return all;
  }
  template <class T> static void unflatten(const Tensor<T>& all, std::initializer_list<TensorList<T>*> lists) {
    auto from = all.begin();
    for (TensorList<T>* list : lists)
      for (Tensor<T>& one : *list)
        for (T& entry : one) entry = *from++;
  }
};

inline constexpr Function<TrainStep> train_step;

}  // namespace etalon::contract::vae
