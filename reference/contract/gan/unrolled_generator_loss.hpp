#pragma once
#include "reference/contract/gan_players.hpp"

namespace etalon::contract::gan {

/// The generator's loss against the discriminator that k of its own steps lead to.
struct UnrolledGeneratorLoss : GanPlayers {
  template <class T> struct In {
    Tensor<T> real; Tensor<T> noise; TensorList<T> d_weights; TensorList<T> d_biases; TensorList<T> g_weights; TensorList<T> g_biases; std::string activation; T slope; T d_rate; std::int64_t steps = 0;
  };
  template <class T> struct Out { T loss; };

  inline static const Count steps{"steps"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::real>({n, any_extent}, "real samples, a row for each"), in::exact<&In<T>::noise>({m, any_extent}, "the noise, a row for each"),
                      in::exact<&In<T>::d_weights>(Any{}, "of the discriminator's layers before the steps, a row for each output"), in::exact<&In<T>::d_biases>(Any{}, "their biases"),
                      in::data<&In<T>::g_weights>(Any{}, "of the generator's layers"), in::data<&In<T>::g_biases>(Any{}, "their biases"),
                      in::exact<&In<T>::activation>({}, "f: tanh, softplus or leaky_relu").or_else("tanh"), in::exact<&In<T>::slope>({}, "α, the slope of leaky_relu below 0").or_else("0.2"),
                      in::exact<&In<T>::d_rate>({}, "the discriminator's learning rate"), in::exact<&In<T>::steps>({}, "k, how many steps")};
  }
  template <class T> static auto outputs() {
    // As for gan.train_step.
    return std::tuple{out::textbook<&Out<T>::loss>({}, widest + n + m + 20, "C6", "the loss in nats")};
  }
  static Statement statement() {
    return {.name = "gan.unrolled_generator_loss",
            .summary = "mean −log D_k(G(z)), where D_k comes of k steps D ← D − η ∇ of gan.discriminator_loss of real samples and of G(z)",
            .clauses = with(finite("d_rate") && not_negative("d_rate") && within("steps", 0, 100),
                            {{"C4", ClauseKind::law, "without steps it is gan.generator_loss of what nn.mlp gives; k + 1 steps are k from where one leads"},
                             {"C5", ClauseKind::law, "at η = 0 no step changes it"},
                             {"C6", ClauseKind::error, "textbook, n + m + 20 more than the widest layer has entries"}}),
            .source = "Metz, Poole, Pfau and Sohl-Dickstein, Unrolled generative adversarial networks, ICLR (2017), (4) to (7)",
            .aliases = {"unrolled_gan_loss"}};
  }
};

/// Through the loss of D_k, and through every step that D_k comes of: what the discriminator would answer to G.
struct UnrolledGeneratorLossGradient : Gradient<UnrolledGeneratorLoss> {
  template <class T> struct Out { TensorList<T> grad_g_weights; TensorList<T> grad_g_biases; };

  template <class T> static auto outputs() {
    // As for the loss, with one more slope of each activation, and sums over both batches.
    const Count c = UnrolledGeneratorLoss::widest + UnrolledGeneratorLoss::n + UnrolledGeneratorLoss::m + 26;
    return std::tuple{out::textbook<&Out<T>::grad_g_weights>(c, "C6", "of the generator's weights"), out::textbook<&Out<T>::grad_g_biases>(c, "C6", "of its biases")};
  }
  static Statement statement() {
    return derivative({.summary = "∂/∂θ_G of mean −log D_k(G(z)) with dD_k/dθ_G: through k differentiable steps of the discriminator",
                       .clauses = {{"C4", ClauseKind::law, "without steps it is nn.mlp.vjp of gan.generator_loss.gradient"},
                                   {"C5", ClauseKind::law, "at η = 0 no step changes it"},
                                   {"C6", ClauseKind::error, "textbook, n + m + 26 more than the widest layer has entries"}},
                       .source = "Metz, Poole, Pfau and Sohl-Dickstein, Unrolled generative adversarial networks, ICLR (2017), (8)"});
  }
};

inline constexpr Function<UnrolledGeneratorLoss> unrolled_generator_loss;
inline constexpr Function<UnrolledGeneratorLossGradient> unrolled_generator_loss_gradient;

}  // namespace etalon::contract::gan
