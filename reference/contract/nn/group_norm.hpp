#pragma once
#include "reference/contract/channel_norm.hpp"

namespace etalon::contract::nn {

/// y = w·(x − μ)/√(σ² + ε) + b in each group of channels of each sample.
struct GroupNorm : ChannelNorm {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; std::int64_t groups = 1; T epsilon{}; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "a batch: samples, channels, and any axes more"), in::data<&In<T>::weight>({c}, "w, one for each channel"),
                      in::data<&In<T>::bias>({c}, "b, one for each channel"), in::exact<&In<T>::groups>({}, "how many; the channels of one follow each other").or_else("1"),
                      in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-5")};
  }
  static Statement statement() {
    return {.name = "nn.group_norm",
            .summary = "y = w·(x − μ)/√(σ² + ε) + b with the mean μ and the biased variance σ² of each group of channels, of the second axis, in each sample",
            .clauses = clauses({"x has an axis of channels, as many as weight and bias, which the groups divide, with two entries in each at least",
                                [](const Inputs& in, std::size_t) { return unfit(in, in.integer("groups")); }},
                               "with one group, w = 1 and b = 0 it is nn.layer_norm over all axes but the first"),
            .source = "Wu and He, Group normalization, ECCV (2018), section 3",
            .aliases = {"group_normalization"}};
  }
};

struct GroupNormVjp : ChannelNormVjp<GroupNorm> {
  static Statement statement() { return vjp("Wu and He, Group normalization, ECCV (2018)"); }
};

inline constexpr Function<GroupNorm> group_norm;
inline constexpr Function<GroupNormVjp> group_norm_vjp;

}  // namespace etalon::contract::nn
