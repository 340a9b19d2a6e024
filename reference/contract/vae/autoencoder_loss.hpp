#pragma once
#include "reference/contract/encoder_decoder.hpp"

namespace etalon::contract::vae {

/// The reconstruction loss of an encoder and a decoder of linear layers: of the decoder's answer to the code of x.
struct AutoencoderLoss : EncoderDecoder {
  enum class Variant { mean, batch_mean, sum };
  template <class T> struct In {
    Tensor<T> x;
    TensorList<T> encoder_weights, encoder_biases, decoder_weights, decoder_biases;
    std::string activation, loss;
  };
  template <class T> struct Out { T reconstruction; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::exact<&In<T>::x>({n, p}, "the samples")}, networks<In<T>>(),
                          std::tuple{in::exact<&In<T>::loss>({}, "\"mse\", the squared error, or \"bce\", the binary cross-entropy of logits").or_else("mse")});
  }
  /// What the sum over all pixels is divided by.
  template <class I> static std::int64_t divisor(const I& in, Variant variant) { return variant == Variant::sum ? 1 : in.x.shape[0] * (variant == Variant::mean ? in.x.shape[1] : 1); }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of a layer's entries, of the pixels and of the samples in another order, and functions off by six u.
    return std::tuple{out::textbook<&Out<T>::reconstruction>({}, n + p + widest + 8, "C7", "the loss")};
  }
  static Complaint layers_unfit(const Inputs& in, std::size_t) { return unfit(in, 1, std::nullopt); }
  static Statement statement() {
    return {.name = "vae.autoencoder_loss",
            .summary = "mean over all pixels of (x − x̂)², or of the binary cross-entropy of the logits x̂, with x̂ the decoder's answer to the encoder's answer to x",
            .clauses = {{"C1", ClauseKind::domain, finite_all({"x"})},
                        {"C2", ClauseKind::precondition, Predicate("the encoder takes the pixels, the decoder takes the code and gives the pixels, and each layer fits", layers_unfit)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::precondition, one_of("loss", std::vector<std::string>{"mse", "bce"})},
                        {"C8", ClauseKind::precondition, binary_pixels("loss", "bce")},
                        {"C5", ClauseKind::law, "not negative; nn.mse or nn.bce_with_logits of nn.mlp of nn.mlp; sum = n·batch_mean = n·p·mean"},
                        {"C6", ClauseKind::law, "0 for the squared error of linear layers that undo each other"},
                        {"C7", ClauseKind::error, "textbook, n + p + 8 more than the widest layer has entries"}},
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 14.1",
            .variants = {{"mean", "the mean over all pixels: PyTorch, Keras"}, {"batch_mean", "summed over the pixels, the mean over the samples"}, {"sum", "the sum over all pixels"}},
            .aliases = {"reconstruction_loss"}};
  }
};

/// By the chain rule to every weight and bias.
struct AutoencoderLossGradient : Gradient<AutoencoderLoss> {
  template <class T> struct Out { TensorList<T> grad_encoder_weights, grad_encoder_biases, grad_decoder_weights, grad_decoder_biases; };

  template <class T> static auto outputs() {
    // As for the loss; a slope is off by six u more, and the sums run once more on the way back.
    const Count c = 2 * AutoencoderLoss::widest + 2 * AutoencoderLoss::n + AutoencoderLoss::p + 14;
    return std::tuple{out::textbook<&Out<T>::grad_encoder_weights>(c, "C7", "of the encoder's weights"), out::textbook<&Out<T>::grad_encoder_biases>(c, "C7", "of its biases"),
                      out::textbook<&Out<T>::grad_decoder_weights>(c, "C7", "of the decoder's weights"), out::textbook<&Out<T>::grad_decoder_biases>(c, "C7", "of its biases")};
  }
  static Statement statement() {
    return derivative({.summary = "2(x̂ − x)/N or (σ(x̂) − x)/N through the decoder's layers, and then through the encoder's",
                       .clauses = {{"C5", ClauseKind::law, "nn.mlp.vjp of the decoder and then of the encoder; "
                                                           "where relu is taken at 0, or so near that rounding may decide, every slope from 0 to 1 is right: the reference takes 0"},
                                   {"C7", ClauseKind::error, "textbook, 2n + p + 14 more than twice the entries of the widest layer"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 6.4"});
  }
};

inline constexpr Function<AutoencoderLoss> autoencoder_loss;
inline constexpr Function<AutoencoderLossGradient> autoencoder_loss_gradient;

}  // namespace etalon::contract::vae
