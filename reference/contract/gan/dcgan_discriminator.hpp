#pragma once
#include "reference/contract/dcgan.hpp"

namespace etalon::contract::gan {

/// Convolutions with leaky ReLU between them, and batch normalization from the second to the last but one: logits.
struct DcganDiscriminator : Dcgan<DcganDiscriminator> {
  template <class T> struct In { Tensor<T> x; TensorList<T> weights, scales, shifts; Tensor<std::int64_t> stride, padding; T epsilon{}, slope{}; };

  static constexpr bool transposed = false;
  static constexpr std::size_t first_normalised = 1;

  template <class T> static auto inputs() {
    return std::tuple_cat(chain<In<T>>(), std::tuple{in::exact<&In<T>::slope>({}, "of the leaky ReLU below 0").or_else("0.2")});
  }
  static Statement statement() {
    return {.name = "gan.dcgan_discriminator",
            .summary = "z = nn.conv without bias, then leaky_relu(nn.batch_norm(z)), layer after layer; the first is not normalised, and the last is z alone: logits",
            .clauses = clauses({{"C4", ClauseKind::law, "one layer is nn.conv(x), two are nn.conv(leaky_relu(nn.conv(x))): αx with two layers at most has αy for α > 0"},
                                {"C5", ClauseKind::precondition, within("slope", 0, 1)},
                                {"C6", ClauseKind::law, "samples in another order give their logits in that order"},
                                {"C7", ClauseKind::error, "textbook: the most products of an entry, the most entries of a channel, and 7"}}),
            .source = "Radford, Metz and Chintala, Unsupervised representation learning with deep convolutional generative adversarial networks, ICLR (2016), section 3",
            .aliases = {"dcgan.netD"}};
  }
};

/// Backpropagation: through each leaky ReLU, the statistics of each batch normalization, and each convolution.
struct DcganDiscriminatorVjp : DcganVjp<DcganDiscriminator> {
  static Statement statement() {
    return derivative({.summary = "from the last layer to the first: through leaky_relu and the batch's statistics, then nn.conv_transpose of the cotangent for x̄ and its products with the layer's input for w̄",
                       .clauses = {cotangent_clause(),
                                   {"C8", ClauseKind::law, "of two layers at most ⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ of each. Where leaky_relu is taken at 0, or so near that rounding may decide, every slope from slope to 1 is right"},
                                   {"C7", ClauseKind::error, "textbook: the most products of an entry, twice the most entries of a channel, and 16"}},
                       .source = "Radford, Metz and Chintala, Unsupervised representation learning with deep convolutional generative adversarial networks, ICLR (2016)"});
  }
};

inline constexpr Function<DcganDiscriminator> dcgan_discriminator;
inline constexpr Function<DcganDiscriminatorVjp> dcgan_discriminator_vjp;

}  // namespace etalon::contract::gan
