#pragma once
#include "reference/contract/convolution.hpp"

namespace etalon::contract::nn {

/// y[n, o, q] = b[o] + Σ w[c, o, k]·x[n, c, p] over the channels c of o's group, and the positions p and taps k with p·stride − padding + k·dilation = q.
struct ConvTranspose : Convolution<ConvTranspose> {
  template <class T> struct In {
    Tensor<T> x; Tensor<T> weight; Tensor<T> bias; Tensor<std::int64_t> stride; Tensor<std::int64_t> padding; Tensor<std::int64_t> output_padding; Tensor<std::int64_t> dilation; std::int64_t groups = 1;
  };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count taps{"taps"}, uses{"uses"}, positions{"positions"}, entries{"entries"};  // the products in an entry of y, of x̄, of w̄, and what b̄ sums

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "batch, C channels, and one to three spatial axes"), in::data<&In<T>::weight>(Any{}, "w: C channels of x, O/groups channels, and the kernel's axes"),
                      in::data<&In<T>::bias>(Any{}, "b, one for each of O channels; or empty: none").or_else("[]"), in::exact<&In<T>::stride>({any_extent}, "of each spatial axis; 1 where empty").or_else("[]"),
                      in::exact<&In<T>::padding>({any_extent}, "entries of y left out before and after each spatial axis; 0 where empty").or_else("[]"),
                      in::exact<&In<T>::output_padding>({any_extent}, "entries of y after those, on each spatial axis; 0 where empty").or_else("[]"),
                      in::exact<&In<T>::dilation>({any_extent}, "from tap to tap on each spatial axis; 1 where empty").or_else("[]"),
                      in::exact<&In<T>::groups>({}, "so many groups of channels, each convolved alone").or_else("1")};
  }
  template <class T> static auto outputs() {
    // A product, and an addition for each: that of the bias is one more than there are between them.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, taps + 1, "C8", "batch, O channels, and (s − 1)·stride − 2·padding + dilation·(k − 1) + 1 + output_padding entries on each axis")};
  }
  template <class T> static Setting setting(const In<T>& in) { return {in.x.shape, in.weight.shape, in.stride, in.padding, in.dilation, in.groups, &in.output_padding}; }
  static Setting setting(const Inputs& in) {
    return {in.shape("x"), in.shape("weight"), in.integers("stride"), in.integers("padding"), in.integers("dilation"), in.integer("groups"), &in.integers("output_padding")};
  }
  static Dimensions shape_of_y(const ConvolutionWindows& w) { return w.large_shape(); }
  template <class I> static SizeValues sizes(const I& in) {
    const ConvolutionWindows w = windows(in);
    return {{"taps", w.of_large()}, {"uses", w.of_small()}, {"positions", w.of_weight()}, {"entries", w.of_bias(true)}};
  }
  static Complaint misfit(const Inputs& in, std::size_t) {
    const ConvolutionWindows w = windows(in);
    const Tensor<std::int64_t>& more = in.integers("output_padding");
    for (std::size_t d = 0; d < w.large.size(); ++d) {
      if (d < more.size() && more[d] >= std::max(w.stride[d], w.dilation[d])) return "output_padding is " + std::to_string(more[d]) + ", and neither stride nor dilation is above it";
      if (w.large[d] < 1) return "the padding leaves " + std::to_string(w.large[d]) + " entries of y";
    }
    return w.too_many(true);
  }
  static Statement statement() {
    return {.name = "nn.conv_transpose",
            .summary = "y[n, o, q] = b[o] + Σ w[c, o, k]·x[n, c, p] over the channels c of o's group, and the positions p and taps k with p·stride − padding + k·dilation = q: the adjoint of nn.conv",
            .clauses = {shapes_clause("C1"),
                        steps_clause("C2"),
                        {"C3", ClauseKind::precondition, Predicate("output_padding is below stride or dilation, and the padding leaves entries of y, at most 2¹⁶ and 16 more for each entry and tap of a channel", misfit)},
                        {"C4", ClauseKind::domain, finite({"x", "weight", "bias"})},
                        {"C5", ClauseKind::law, "affine in x, linear in the weight; without bias nn.conv is its adjoint: ⟨conv_transpose(x), z⟩ = ⟨x, conv(z)⟩"},
                        {"C6", ClauseKind::law, "x moved by a position moves y by a stride"},
                        {"C7", ClauseKind::law, "of taps that do not overlap each entry of x times the kernel stands alone: a kernel of ones as wide as the stride repeats entries"},
                        {"C8", ClauseKind::error, "inherent, taps + 1 roundings in any order, for the taps of the kernel in C/groups channels"}},
            .source = "Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), chapter 4; Zeiler, Krishnan, Taylor and Fergus, Deconvolutional networks, CVPR (2010)",
            .aliases = {"conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "deconvolution", "deconv", "conv2d_transpose",
                        "transposed_convolution", "fractionally_strided_convolution", "conv_backward_input"}};
  }
};

/// x̄ is the convolution of ȳ; w̄[c, o, k] = Σ x[n, c, p]·ȳ[n, o, p·stride − padding + k·dilation] and b̄[o] = Σ ȳ[n, o, q].
struct ConvTransposeVjp : Vjp<ConvTranspose> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  template <class T> static auto outputs() {
    using P = ConvTranspose;
    // A product and additions: of the taps in all channels of x's group, of all positions; of all entries of a channel.
    return std::tuple{out::inherent<&Out<T>::grad_x>(P::uses, "C8", "x̄"), out::inherent<&Out<T>::grad_weight>(P::positions, "C8", "w̄"), out::inherent<&Out<T>::grad_bias>(P::entries, "C8", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = nn.conv(ȳ), w̄[c, o, k] = Σ x[n, c, p]·ȳ[n, o, p·stride − padding + k·dilation], b̄[o] = Σ ȳ[n, o, q] over the samples, positions and entries",
                       .clauses = {ConvTranspose::cotangent_clause("C9"),
                                   {"C5", ClauseKind::law, "⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ − ⟨b̄, b⟩"},
                                   {"C8", ClauseKind::error, "inherent, as many roundings as there are products in an entry: uses = O/groups taps of the kernel for x̄, the positions of all samples for w̄; entries for b̄"}},
                       .source = "Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), chapter 4"});
  }
};

inline constexpr Function<ConvTranspose> conv_transpose;
inline constexpr Function<ConvTransposeVjp> conv_transpose_vjp;

}  // namespace etalon::contract::nn
