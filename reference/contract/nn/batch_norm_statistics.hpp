#pragma once
#include "reference/contract/channels.hpp"

namespace etalon::contract::nn {

/// The running mean and variance after one more batch: what batch normalization in training keeps for inference.
struct BatchNormStatistics {
  enum class Variant { unbiased, decay_biased, decay_unbiased };
  static std::vector<Convention> variants() {
    return {{"unbiased", "momentum weighs the batch, whose variance is divided by n − 1: PyTorch"},
            {"decay_biased", "momentum weighs what was, and the variance is divided by n: Keras, Flax, ONNX"},
            {"decay_unbiased", "momentum weighs what was, and the variance is divided by n − 1: TensorFlow's fused kernels"}};
  }
  template <class T> struct In { Tensor<T> x; Tensor<T> running_mean; Tensor<T> running_variance; T momentum{}; };
  template <class T> struct Out { Tensor<T> mean; Tensor<T> variance; };

  inline static const Count c{"c"}, n{"n"};

  /// Of what was, and of the batch.
  template <class T> static std::pair<T, T> weights(const T& momentum, Variant variant) {
    if (variant == Variant::unbiased) return {1 - momentum, momentum};
    return {momentum, 1 - momentum};
  }
  /// What the sum of n squares is divided by.
  static std::int64_t divisor(std::int64_t n, Variant variant) { return variant == Variant::decay_biased ? n : n - 1; }

  template <class I> static SizeValues sizes(const I& in) { return {{"n", entries_of_channel(in.x.shape)}}; }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::running_mean>({c}, "the means so far"),
                      in::data<&In<T>::running_variance>({c}, "the variances so far"), in::exact<&In<T>::momentum>({}, "a weight, by the convention").or_else("0.1")};
  }
  template <class T> static auto outputs() {
    // What tensor.mean and tensor.variance need, n + 1 and 2n + 4; then 1 − m, a product and an addition.
    return std::tuple{out::inherent<&Out<T>::mean>({c}, n + 4, "C6", "the running means"), out::inherent<&Out<T>::variance>({c}, 2 * n + 7, "C6", "the running variances")};
  }
  static Statement statement() {
    return {.name = "nn.batch_norm_statistics",
            .summary = "μ′ = (1 − m)·μ + m·mean x and σ²′ = (1 − m)·σ² + m·var x in each channel, the second axis, over all other axes; momentum is m, or 1 − m",
            .clauses = {{"C1", ClauseKind::precondition, channels_of("running_mean", 2)},
                        {"C2", ClauseKind::domain, finite({"x", "running_mean", "running_variance", "momentum"})},
                        {"C3", ClauseKind::precondition, within("momentum", 0, 1) && not_negative("running_variance")},
                        {"C4", ClauseKind::law, "m = 0 leaves them as they were; m = 1 gives those of the batch, tensor.mean and tensor.variance"},
                        {"C5", ClauseKind::law, "of αx + c, αμ + c and α²σ² they are αμ′ + c and α²σ²′; σ²′ ≥ 0"},
                        {"C6", ClauseKind::error, "inherent, n + 4 and 2n + 7 for n entries in each channel"}},
            .source = "Ioffe and Szegedy, Batch normalization: accelerating deep network training by reducing internal covariate shift, ICML (2015), algorithm 2; torch.nn.BatchNorm2d",
            .variants = variants()};
  }
};

/// With the weights a of what was and b of the batch: x̄ = b·(μ̄′/n + 2σ̄²′(x − mean x)/d), d what the squares are divided by; a·μ̄′ and a·σ̄²′ for what was.
struct BatchNormStatisticsVjp : Vjp<BatchNormStatistics> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_running_mean; Tensor<T> grad_running_variance; };

  template <class T> static auto outputs() {
    // tensor.variance.vjp's n + 4, then 1 − m, a product and an addition.
    return std::tuple{out::inherent<&Out<T>::grad_x>(BatchNormStatistics::n + 7, "C6", "x̄"), out::inherent<&Out<T>::grad_running_mean>(2, "C6", "that of the means so far"),
                      out::inherent<&Out<T>::grad_running_variance>(2, "C6", "that of the variances so far")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = b·(μ̄′/n + 2σ̄²′(x − mean x)/d), and a·μ̄′, a·σ̄²′ for what was, a and b the weights, d what the squares are divided by",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = b·μ̄′ in each channel"}, {"C6", ClauseKind::error, "inherent, n + 7 for x̄, two roundings for the others"}},
                       .source = "Ioffe and Szegedy, Batch normalization, ICML (2015), section 3"});
  }
};

inline constexpr Function<BatchNormStatistics> batch_norm_statistics;
inline constexpr Function<BatchNormStatisticsVjp> batch_norm_statistics_vjp;

}  // namespace etalon::contract::nn
