#pragma once
#include "reference/contract/gan_players.hpp"

namespace etalon::contract::gan {

/// One step of gradient descent of the discriminator, then one of the generator against the new discriminator.
struct TrainStep : GanPlayers {
  enum class Variant { non_saturating, saturating };
  template <class T> struct In {
    Tensor<T> real; Tensor<T> noise; TensorList<T> d_weights; TensorList<T> d_biases; TensorList<T> g_weights; TensorList<T> g_biases; std::string activation; T slope; T d_rate; T g_rate;
  };
  template <class T> struct Out { TensorList<T> d_weights_next; TensorList<T> d_biases_next; TensorList<T> g_weights_next; TensorList<T> g_biases_next; T d_loss; T g_loss; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::real>({n, any_extent}, "real samples, a row for each"), in::data<&In<T>::noise>({m, any_extent}, "the noise of both steps, a row for each"),
                      in::data<&In<T>::d_weights>(Any{}, "of the discriminator's layers, a row for each output"), in::data<&In<T>::d_biases>(Any{}, "their biases"),
                      in::data<&In<T>::g_weights>(Any{}, "of the generator's layers"), in::data<&In<T>::g_biases>(Any{}, "their biases"),
                      in::exact<&In<T>::activation>({}, "f: tanh, softplus or leaky_relu").or_else("tanh"), in::exact<&In<T>::slope>({}, "α, the slope of leaky_relu below 0").or_else("0.2"),
                      in::exact<&In<T>::d_rate>({}, "the discriminator's learning rate"), in::exact<&In<T>::g_rate>({}, "the generator's")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums as long as the widest layer and as the batches in another order; an activation or σ off by six u, its slope too.
    const Count c = widest + n + m + 20;
    return std::tuple{out::textbook<&Out<T>::d_weights_next>(Any{}, c, "C6", "of the discriminator after its step"), out::textbook<&Out<T>::d_biases_next>(Any{}, c, "C6", "its biases"),
                      out::textbook<&Out<T>::g_weights_next>(Any{}, c, "C6", "of the generator after its step"), out::textbook<&Out<T>::g_biases_next>(Any{}, c, "C6", "its biases"),
                      out::textbook<&Out<T>::d_loss>({}, c, "C6", "the discriminator's loss before its step"), out::textbook<&Out<T>::g_loss>({}, c, "C6", "the generator's against the new discriminator, before its step")};
  }
  static Statement statement() {
    return {.name = "gan.train_step",
            .summary = "D ← D − η_D ∇ of gan.discriminator_loss of real samples and of G(z), held; then G ← G − η_G ∇ of gan.generator_loss of the new D(G(z))",
            .clauses = with(finite({"d_rate", "g_rate"}) && not_negative("d_rate") && not_negative("g_rate"),
                            {{"C4", ClauseKind::law, "d_loss is gan.discriminator_loss and g_loss gan.generator_loss of what nn.mlp gives, the latter with the new discriminator"},
                             {"C5", ClauseKind::law, "the discriminator's step does not move the generator: at η_G = 0 it stays; at η_D = 0 the discriminator does, and the generator steps against it"},
                             {"C6", ClauseKind::error, "textbook, n + m + 20 more than the widest layer has entries"}}),
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), algorithm 1, with one step of the discriminator, and section 3 for the loss that does not saturate",
            .variants = {{"non_saturating", "the generator lowers mean −log D(G(z))"}, {"saturating", "it lowers mean log(1 − D(G(z)))"}},
            .no_derivative = "a step updates a state, and training does not differentiate through it; what does is gan.unrolled_generator_loss",
            .aliases = {"alternating_step"}};
  }
};

inline constexpr Function<TrainStep> train_step;

}  // namespace etalon::contract::gan
