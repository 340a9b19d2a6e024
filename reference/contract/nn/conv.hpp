#pragma once
#include "reference/contract/convolution.hpp"

namespace etalon::contract::nn {

/// y[n, o, p] = b[o] + Σ w[o, c, k]·x[n, c, p·stride − padding + k·dilation] over the channels c of o's group and the taps k, x being 0 outside.
struct Conv : Convolution<Conv> {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; Tensor<std::int64_t> stride; Tensor<std::int64_t> padding; Tensor<std::int64_t> dilation; std::int64_t groups = 1; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count taps{"taps"}, uses{"uses"}, positions{"positions"};  // the products in an entry of y, of x̄, and of w̄

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "batch, C channels, and one to three spatial axes"), in::data<&In<T>::weight>(Any{}, "w: O channels of y, C/groups channels, and the kernel's axes"),
                      in::data<&In<T>::bias>(Any{}, "b, one for each of O channels; or empty: none").or_else("[]"), in::exact<&In<T>::stride>({any_extent}, "of each spatial axis; 1 where empty").or_else("[]"),
                      in::exact<&In<T>::padding>({any_extent}, "zeros before and after each spatial axis; 0 where empty").or_else("[]"),
                      in::exact<&In<T>::dilation>({any_extent}, "from tap to tap on each spatial axis; 1 where empty").or_else("[]"),
                      in::exact<&In<T>::groups>({}, "so many groups of channels, each convolved alone; C of them is depthwise").or_else("1")};
  }
  template <class T> static auto outputs() {
    // A product, and an addition for each: that of the bias is one more than there are between them.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, taps + 1, "C8", "batch, O channels, and ⌊(s + 2·padding − dilation·(k − 1) − 1)/stride⌋ + 1 positions on each axis")};
  }
  template <class T> static Setting setting(const In<T>& in) { return {in.x.shape, in.weight.shape, in.stride, in.padding, in.dilation, in.groups}; }
  static Setting setting(const Inputs& in) { return {in.shape("x"), in.shape("weight"), in.integers("stride"), in.integers("padding"), in.integers("dilation"), in.integer("groups")}; }
  static Dimensions shape_of_y(const ConvolutionWindows& w) { return w.small_shape(); }
  template <class I> static SizeValues sizes(const I& in) {
    const ConvolutionWindows w = windows(in);
    return {{"taps", w.of_small()}, {"uses", w.of_large()}, {"positions", w.of_weight()}};
  }
  static Complaint misfit(const Inputs& in, std::size_t) {
    const ConvolutionWindows w = windows(in);
    for (std::size_t d = 0; d < w.small.size(); ++d)
      if (w.small[d] < 1) return "the kernel reaches over " + std::to_string(w.reach(d)) + " entries, and x has " + std::to_string(w.large[d]) + " with " + std::to_string(w.padding[d]) + " zeros on either side";
    return w.too_many(false);
  }
  static Statement statement() {
    return {.name = "nn.conv",
            .summary = "y[n, o, p] = b[o] + Σ w[o, c, k]·x[n, c, p·stride − padding + k·dilation] over the channels of o's group and the taps of the kernel, x being 0 outside: a cross-correlation",
            .clauses = {shapes_clause("C1"),
                        steps_clause("C2"),
                        {"C3", ClauseKind::precondition, Predicate("the kernel fits in x with its padding, and y has at most 2¹⁶ positions, and 16 more for each entry and tap of a channel", misfit)},
                        {"C4", ClauseKind::domain, finite({"x", "weight", "bias"})},
                        {"C5", ClauseKind::law, "affine in x, linear in the weight; without bias nn.conv_transpose is its adjoint: ⟨conv(x), z⟩ = ⟨x, conv_transpose(z)⟩"},
                        {"C6", ClauseKind::law, "x moved by a stride moves y by a position"},
                        {"C7", ClauseKind::law, "of a single tap y is the matrix of the weight times the channels at each position; groups are convolutions of their own; an axis has a position wherever the kernel fits in"},
                        {"C8", ClauseKind::error, "inherent, taps + 1 roundings in any order, for the taps of the kernel in C/groups channels"}},
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), sections 9.1 and 9.5; Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016)",
            .aliases = {"conv1d", "conv2d", "conv3d", "convolution", "conv_general_dilated", "conv_with_general_padding", "cross_correlation", "depthwise_conv", "depthwise_conv2d", "pointwise_conv"}};
  }
};

/// x̄ is the transpose of ȳ; w̄[o, c, k] = Σ ȳ[n, o, p]·x[n, c, p·stride − padding + k·dilation] and b̄[o] = Σ ȳ[n, o, p] over samples and positions.
struct ConvVjp : Vjp<Conv> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  template <class T> static auto outputs() {
    // A product and additions: of the taps in all channels of y's group, or of all positions.
    return std::tuple{out::inherent<&Out<T>::grad_x>(Conv::uses, "C8", "x̄"), out::inherent<&Out<T>::grad_weight>(Conv::positions, "C8", "w̄"), out::inherent<&Out<T>::grad_bias>(Conv::positions, "C8", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = nn.conv_transpose(ȳ), w̄[o, c, k] = Σ ȳ[n, o, p]·x[n, c, p·stride − padding + k·dilation], b̄[o] = Σ ȳ[n, o, p] over the samples and positions",
                       .clauses = {Conv::cotangent_clause("C9"),
                                   {"C5", ClauseKind::law, "⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ − ⟨b̄, b⟩"},
                                   {"C8", ClauseKind::error, "inherent, as many roundings as there are products in an entry: uses = O/groups taps of the kernel for x̄, the positions of all samples for w̄ and b̄"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.5"});
  }
};

inline constexpr Function<Conv> conv;
inline constexpr Function<ConvVjp> conv_vjp;

}  // namespace etalon::contract::nn
