#pragma once
#include "reference/contract/encoder_decoder.hpp"

namespace etalon::contract::vae {

/// The negative evidence lower bound of an encoder and a decoder of linear layers, one draw of the latents each, the noise given: what training minimises.
struct Loss : EncoderDecoder {
  enum class Variant { log_variance, softplus, log_sigma };
  template <class T> struct In {
    Tensor<T> x, noise;
    TensorList<T> encoder_weights, encoder_biases, decoder_weights, decoder_biases;
    std::string activation, likelihood;
    T beta = 1;
  };
  template <class T> struct Out { T loss; };

  inline static const Count d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"), in::exact<&In<T>::noise>({n, d}, "ε, of the latents")}, networks<In<T>>(),
                          std::tuple{in::exact<&In<T>::likelihood>({}, "\"bernoulli\", or \"gaussian\" of variance 1").or_else("bernoulli"),
                                     in::exact<&In<T>::beta>({}, "β, the weight of the divergence").or_else("1")});
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of a layer's entries, of the pixels, the latents and the samples in another order, and functions off by six u.
    return std::tuple{out::textbook<&Out<T>::loss>({}, n + p + d + widest + 8, "C8", "the loss in nats")};
  }
  static Complaint layers_unfit(const Inputs& in, std::size_t) { return unfit(in, 2, in.shape("noise").at(1)); }
  static Statement statement() {
    return {.name = "vae.loss",
            .summary = "mean over i of −log p(xᵢ|zᵢ) + β KL(N(μᵢ, σᵢ²) ‖ N(0, 1)), with (μ, s) the halves of the encoder's answer, z = μ + σε and the decoder's answer to z",
            .clauses = {{"C1", ClauseKind::domain, finite_all({"x", "noise", "beta"})},
                        {"C2", ClauseKind::precondition, Predicate("the encoder gives μ and s for each latent, the decoder takes the latents and gives the pixels, and each layer fits", layers_unfit)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C9", ClauseKind::precondition, binary_pixels("likelihood", "bernoulli")},
                        {"C10", ClauseKind::precondition, not_negative("beta")},
                        {"C5", ClauseKind::law, "minus vae.elbo of what nn.mlp and vae.reparameterize make of the networks"},
                        {"C6", ClauseKind::law, "it grows with β, and is not negative for the Bernoulli likelihood"},
                        {"C7", ClauseKind::law, "log_sigma is log_variance with the rows of the encoder's last layer that give s doubled"},
                        {"C8", ClauseKind::error, "textbook, n + p + d + 8 more than the widest layer has entries"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), algorithm 1, (10) and appendix C",
            .variants = {{"log_variance", "s = log σ²"}, {"softplus", "σ = log(1 + eˢ)"}, {"log_sigma", "s = log σ"}},
            .aliases = {"vae_loss", "negative_elbo"}};
  }
};

/// By the chain rule to every weight and bias.
struct LossGradient : Gradient<Loss> {
  template <class T> struct Out { TensorList<T> grad_encoder_weights, grad_encoder_biases, grad_decoder_weights, grad_decoder_biases; };

  template <class T> static auto outputs() {
    // As for the loss; a slope is off by six u more, and the sums run once more on the way back.
    const Count c = 2 * Loss::widest + 2 * Loss::n + Loss::p + Loss::d + 16;
    return std::tuple{out::textbook<&Out<T>::grad_encoder_weights>(c, "C7", "of the encoder's weights"), out::textbook<&Out<T>::grad_encoder_biases>(c, "C7", "of its biases"),
                      out::textbook<&Out<T>::grad_decoder_weights>(c, "C7", "of the decoder's weights"), out::textbook<&Out<T>::grad_decoder_biases>(c, "C7", "of its biases")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = (σ(a) − x)/n or (a − x)/n through the decoder to its layers and to z̄; μ̄ = z̄ + βμ/n and s̄ = z̄ε·dσ/ds + β(σ − 1/σ)·dσ/ds/n through the encoder",
                       .clauses = {{"C5", ClauseKind::law, "nn.mlp.vjp of the decoder, vae.reparameterize.vjp, vae.elbo.gradient and nn.mlp.vjp of the encoder, one after the other; "
                                                           "where relu is taken at 0, or so near that rounding may decide, every slope from 0 to 1 is right: the reference takes 0"},
                                   {"C7", ClauseKind::error, "textbook, 2n + p + d + 16 more than twice the entries of the widest layer"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), algorithm 1; Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 6.4"});
  }
};

inline constexpr Function<Loss> loss;
inline constexpr Function<LossGradient> loss_gradient;

}  // namespace etalon::contract::vae
