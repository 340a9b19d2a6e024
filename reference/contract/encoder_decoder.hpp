#pragma once
#include <algorithm>

#include "reference/contract/nn/mlp.hpp"

/// What trains an encoder and a decoder of linear layers shares: their fields, and what fits.
namespace etalon::contract {

struct EncoderDecoder {
  inline static const Count n{"n", 1}, p{"p", 1}, widest{"widest"};  // samples, pixels, and the most entries that a layer takes or gives

  template <class I> static auto networks() {
    return std::tuple{in::data<&I::encoder_weights>(Any{}, "of the encoder's layers, each with a row for each output"), in::data<&I::encoder_biases>(Any{}, "of the encoder's layers"),
                      in::data<&I::decoder_weights>(Any{}, "of the decoder's layers"), in::data<&I::decoder_biases>(Any{}, "of the decoder's layers"),
                      in::exact<&I::activation>({}, "between the layers: relu, tanh, sigmoid, silu, gelu, softplus or identity").or_else("relu")};
  }
  static std::vector<std::string> parameters() { return {"encoder_weights", "encoder_biases", "decoder_weights", "decoder_biases"}; }
  static Predicate activations() { return one_of("activation", std::vector<std::string>{"relu", "tanh", "sigmoid", "silu", "gelu", "softplus", "identity"}); }

  template <class I> static SizeValues sizes(const I& in) {
    std::int64_t most = in.x.rank() == 2 ? in.x.shape[1] : 0;
    for (const auto* biases : {&in.encoder_biases, &in.decoder_biases})
      for (const auto& b : *biases) most = std::max(most, static_cast<std::int64_t>(b.size()));
    return {{"widest", most}};
  }
  /// Does each layer of "encoder" or "decoder" fit on the one before? `width` is what the first takes, and then what the last gives.
  static Complaint no_chain(const Inputs& in, const std::string& name, std::int64_t& width) {
    const auto weights = in.list(name + "_weights"), biases = in.list(name + "_biases");
    if (weights.empty() || weights.size() != biases.size()) return "the " + name + " has " + std::to_string(weights.size()) + " weights and " + std::to_string(biases.size()) + " biases";
    for (std::size_t l = 0; l < weights.size(); ++l) {
      const Dimensions &w = weights[l]->shape(), &b = biases[l]->shape();
      if (w.size() != 2 || w[1] != width || w[0] < 1 || b != Dimensions{w[0]})
        return "layer " + std::to_string(l) + " of the " + name + " takes " + std::to_string(width) + " entries, its weights have shape " + shape_text(w) + ", and its bias " + shape_text(b);
      width = w[0];
    }
    return std::nullopt;
  }
  /// The encoder takes a row of x and gives `codes` entries for each of those that the decoder takes; the decoder gives a row of x.
  static Complaint unfit(const Inputs& in, std::int64_t codes, std::optional<std::int64_t> code_size) {
    std::int64_t width = in.shape("x").at(1);
    if (width < 1) return "x has no columns";
    if (auto wrong = no_chain(in, "encoder", width)) return wrong;
    if (code_size && width != codes * *code_size) return "the encoder gives " + std::to_string(width) + " entries for codes of " + std::to_string(*code_size);
    width /= codes;
    if (auto wrong = no_chain(in, "decoder", width)) return wrong;
    if (width != in.shape("x").at(1)) return "the decoder gives " + std::to_string(width) + " entries, and x has " + std::to_string(in.shape("x").at(1)) + " columns";
    return std::nullopt;
  }
  /// Pixels within [0, 1] where `field` says bernoulli or bce.
  static Predicate binary_pixels(const char* field, const char* binary) {
    return {std::string("0 ≤ x ≤ 1 for ") + binary, [field, binary](const Inputs& in, std::size_t) -> Complaint {
      const Entries& x = in.real("x");
      if (in.text(field) != binary) return std::nullopt;
      for (std::size_t i = 0; i < x.size(); ++i)
        if (x.less(i, 0) || x.greater(i, 1)) return "an entry of x is not in [0, 1]";
      return std::nullopt;
    }};
  }
  static Predicate finite_all(std::vector<std::string> others) {
    for (const std::string& parameter : parameters()) others.push_back(parameter);
    return finite(others);
  }
};

}  // namespace etalon::contract
