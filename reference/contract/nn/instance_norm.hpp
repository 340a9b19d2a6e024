#pragma once
#include "reference/contract/channel_norm.hpp"

namespace etalon::contract::nn {

/// y = w·(x − μ)/√(σ² + ε) + b in each channel of each sample.
struct InstanceNorm : ChannelNorm {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; T epsilon{}; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::weight>({c}, "w, one for each channel"),
                      in::data<&In<T>::bias>({c}, "b, one for each channel"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-5")};
  }
  static Statement statement() {
    return {.name = "nn.instance_norm",
            .summary = "y = w·(x − μ)/√(σ² + ε) + b with the mean μ and the biased variance σ² of each channel, of the second axis, in each sample",
            .clauses = clauses({"x has an axis of channels, as many as weight and bias, with two entries in each at least",
                                [](const Inputs& in, std::size_t) { return unfit(in, in.shape("weight").at(0)); }},
                               "it is nn.group_norm with a group for each channel"),
            .source = "Ulyanov, Vedaldi and Lempitsky, Instance normalization: the missing ingredient for fast stylization (2016)",
            .aliases = {"instance_normalization"}};
  }
};

struct InstanceNormVjp : ChannelNormVjp<InstanceNorm> {
  static Statement statement() { return vjp("Ulyanov, Vedaldi and Lempitsky, Instance normalization (2016)"); }
};

inline constexpr Function<InstanceNorm> instance_norm;
inline constexpr Function<InstanceNormVjp> instance_norm_vjp;

}  // namespace etalon::contract::nn
