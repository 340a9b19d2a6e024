#pragma once
#include "reference/contract/dcgan.hpp"

namespace etalon::contract::gan {

/// tanh of transposed convolutions with batch normalization and ReLU between them.
struct DcganGenerator : Dcgan<DcganGenerator> {
  template <class T> struct In { Tensor<T> x; TensorList<T> weights, scales, shifts; Tensor<std::int64_t> stride, padding; T epsilon{}; };

  static constexpr bool transposed = true;
  static constexpr std::size_t first_normalised = 0;

  template <class T> static auto inputs() { return chain<In<T>>(); }
  static Statement statement() {
    return {.name = "gan.dcgan_generator",
            .summary = "z = nn.conv_transpose without bias, then relu(nn.batch_norm(z)), layer after layer; tanh(z) at last",
            .clauses = clauses({{"C4", ClauseKind::law, "|y| ≤ 1; one layer is tanh(nn.conv_transpose(x))"},
                                {"C5", ClauseKind::law, "the batch's own statistics: a kernel before a normalization times α > 0, with α²ε there, changes nothing"},
                                {"C6", ClauseKind::law, "samples in another order give their images in that order"},
                                {"C7", ClauseKind::error, "textbook: the most products of an entry, the most entries of a channel, and 7"}}),
            .source = "Radford, Metz and Chintala, Unsupervised representation learning with deep convolutional generative adversarial networks, ICLR (2016), section 3",
            .aliases = {"dcgan.netG"}};
  }
};

/// Backpropagation: through tanh, each ReLU, the statistics of each batch normalization, and each convolution.
struct DcganGeneratorVjp : DcganVjp<DcganGenerator> {
  static Statement statement() {
    return derivative({.summary = "from the last layer to the first: through tanh, or relu and the batch's statistics, then nn.conv of the cotangent for x̄ and its products with the layer's input for w̄",
                       .clauses = {cotangent_clause(),
                                   {"C8", ClauseKind::law, "in front of the first normalization ⟨w̄, w⟩ = Σ γγ̄·ε/(σ² + ε) over its channels: nearly 0. Where relu is taken at 0, or so near that rounding may decide, every slope from 0 to 1 is right"},
                                   {"C7", ClauseKind::error, "textbook: the most products of an entry, twice the most entries of a channel, and 16"}},
                       .source = "Radford, Metz and Chintala, Unsupervised representation learning with deep convolutional generative adversarial networks, ICLR (2016)"});
  }
};

inline constexpr Function<DcganGenerator> dcgan_generator;
inline constexpr Function<DcganGeneratorVjp> dcgan_generator_vjp;

}  // namespace etalon::contract::gan
