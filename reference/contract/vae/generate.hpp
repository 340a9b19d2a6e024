#pragma once
#include "reference/contract/encoder_decoder.hpp"

namespace etalon::contract::vae {

/// What a decoder of linear layers makes of latents z: the mean of p(x|z).
struct Generate {
  template <class T> struct In {
    Tensor<T> z;
    TensorList<T> decoder_weights, decoder_biases;
    std::string activation, likelihood;
  };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count n{"n"}, p{"p"}, widest{"widest"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::z>({n, any_extent}, "the latents, as N(0, I) gives them"), in::data<&In<T>::decoder_weights>(Any{}, "of the decoder's layers, each with a row for each output"),
                      in::data<&In<T>::decoder_biases>(Any{}, "of the decoder's layers"),
                      in::exact<&In<T>::activation>({}, "between the layers: relu, tanh, sigmoid, silu, gelu, softplus or identity").or_else("relu"),
                      in::exact<&In<T>::likelihood>({}, "\"bernoulli\", whose answers are logits, or \"gaussian\", whose answers are means").or_else("bernoulli")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    std::int64_t most = in.z.rank() == 2 ? in.z.shape[1] : 0;
    for (const auto& b : in.decoder_biases) most = std::max(most, static_cast<std::int64_t>(b.size()));
    return {{"widest", most}, {"p", in.decoder_biases.empty() ? 0 : static_cast<std::int64_t>(in.decoder_biases.back().size())}};
  }
  template <class T> static auto outputs() {
    // As nn.mlp; a sigmoid is off by six u too.
    return std::tuple{out::textbook<&Out<T>::x>({n, p}, widest + 8, "C7", "the mean of each pixel")};
  }
  static Complaint layers_unfit(const Inputs& in, std::size_t) {
    std::int64_t width = in.shape("z").at(1);
    if (width < 1) return "z has no columns";
    return EncoderDecoder::no_chain(in, "decoder", width);
  }
  static Statement statement() {
    return {.name = "vae.generate",
            .summary = "the mean of p(x|z): σ of the decoder's logits, or the decoder's answer itself, for each latent z",
            .clauses = {{"C1", ClauseKind::domain, finite({"z", "decoder_weights", "decoder_biases"})},
                        {"C2", ClauseKind::precondition, Predicate("the decoder takes the latents, and each layer fits", layers_unfit)},
                        {"C3", ClauseKind::precondition, EncoderDecoder::activations()},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C5", ClauseKind::law, "a probability for the Bernoulli likelihood; the Gaussian's mean is nn.mlp of z, and its nn.sigmoid is the Bernoulli's"},
                        {"C6", ClauseKind::law, "each row depends on its own z alone"},
                        {"C7", ClauseKind::error, "textbook, 8 more than the widest layer has entries"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix C",
            .no_derivative = "nn.mlp.vjp and nn.sigmoid.vjp are its parts",
            .aliases = {"vae_decode"}};
  }
};

inline constexpr Function<Generate> generate;

}  // namespace etalon::contract::vae
