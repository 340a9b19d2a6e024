#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

/// What a convolution, its transpose and their derivatives share: the windows of a kernel, and the clauses about them.
namespace etalon::contract {

/// What windows follow from, of inputs with types or without.
struct Setting {
  const Dimensions &x, &weight;
  const Tensor<std::int64_t>&stride, &padding, &dilation;
  std::int64_t groups;
  const Tensor<std::int64_t>* output_padding = nullptr;  ///< of a transpose

  static constexpr std::int64_t most = 0x7fffffff;  ///< of an extent or a step: products of two stay inside 64 bits

  /// As large as it may be.
  static double product(Dimensions::const_iterator from, Dimensions::const_iterator to) {
    return std::accumulate(from, to, 1.0, [](double all, std::int64_t extent) { return all * static_cast<double>(extent); });
  }
  /// What is wrong with the shapes, or with the steps.
  Complaint misshapen() const {
    const std::string shapes = "x has shape " + shape_text(x) + ", and weight " + shape_text(weight);
    if (x.size() < 3 || x.size() > 5 || weight.size() != x.size()) return shapes + ": not one to three spatial axes after two others";
    for (std::size_t d = 0; d < x.size(); ++d)
      if ((d > 0 && x[d] < 1) || weight[d] < 1 || std::max(x[d], weight[d]) > most) return shapes + ": an extent but that of the batch is 0, or one is beyond 2³¹ − 1";
    if (product(x.begin() + 2, x.end()) > static_cast<double>(most)) return shapes + ": a channel has more than 2³¹ − 1 entries";
    if (groups < 1 || x[1] % groups != 0 || weight[0] % groups != 0 || (output_padding ? weight[0] != x[1] : weight[1] != x[1] / groups)) return shapes + ", which do not fit in " + std::to_string(groups) + " groups";
    return std::nullopt;
  }
  Complaint misstepped() const {
    if (Complaint complaint = uneven("stride", stride, 1)) return complaint;
    if (Complaint complaint = uneven("padding", padding, 0)) return complaint;
    if (Complaint complaint = uneven("dilation", dilation, 1)) return complaint;
    return output_padding ? uneven("output_padding", *output_padding, 0) : std::nullopt;
  }

 private:
  Complaint uneven(const std::string& name, const Tensor<std::int64_t>& given, std::int64_t least) const {
    if (given.size() != 0 && given.size() + 2 != x.size()) return name + " has " + std::to_string(given.size()) + " entries for " + std::to_string(x.size() - 2) + " spatial axes";
    for (const std::int64_t step : given)
      if (step < least || step > most) return name + " is " + std::to_string(step) + ", which is not in [" + std::to_string(least) + ", 2³¹ − 1]";
    return std::nullopt;
  }
};

/// A kernel slides over the large array: at position p its tap k lies on entry p·stride − padding + k·dilation, in every axis. The small
/// array has an entry for each position. A convolution reads the large one and writes the small one, its transpose does the opposite.
struct ConvolutionWindows {
  std::int64_t batch = 0, groups = 1, large_channels = 0, small_channels = 0;
  Dimensions large, kernel, small, stride, padding, dilation;

  /// Nothing where shapes or steps are not as they must be. What the operation writes has an extent below 1 where the kernel does not fit.
  static std::optional<ConvolutionWindows> of(const Setting& set) {
    if (set.misshapen() || set.misstepped()) return std::nullopt;
    const Dimensions x(set.x.begin() + 2, set.x.end()), kernel(set.weight.begin() + 2, set.weight.end());
    const auto each = [&](const Tensor<std::int64_t>& given, std::int64_t otherwise) { return given.size() == 0 ? Dimensions(kernel.size(), otherwise) : given.data; };
    ConvolutionWindows w{set.x[0], set.groups, set.x[1], set.weight[0], x, kernel, {}, each(set.stride, 1), each(set.padding, 0), each(set.dilation, 1)};
    if (set.output_padding) {
      w.large_channels = set.weight[1] * set.groups;
      std::swap(w.small, w.large);
    }
    for (std::size_t d = 0; d < kernel.size(); ++d)
      if (set.output_padding) w.large.push_back((w.small[d] - 1) * w.stride[d] - 2 * w.padding[d] + w.reach(d) + each(*set.output_padding, 0)[d]);
      else if (const std::int64_t room = w.large[d] + 2 * w.padding[d] - w.reach(d); true) w.small.push_back(room < 0 ? 0 : room / w.stride[d] + 1);
    return w;
  }

  /// From the first tap to the last.
  std::int64_t reach(std::size_t axis) const { return dilation[axis] * (kernel[axis] - 1) + 1; }
  Dimensions large_shape() const { return shape(large_channels, large); }
  Dimensions small_shape() const { return shape(small_channels, small); }

  // The products that an entry sums at most: of the small array, of the large one, of the weight. And what b̄ sums.
  std::int64_t of_small() const { return count(large_channels / groups, kernel); }
  std::int64_t of_large() const { return count(small_channels / groups, kernel); }
  std::int64_t of_weight() const { return count(batch, small); }
  std::int64_t of_bias(bool transposed) const { return count(batch, transposed ? large : small); }

  /// More would be nothing but bias: no more entries of y than products differ from it.
  Complaint too_many(bool transposed) const {
    const Dimensions& y = transposed ? large : small;
    if (product(y) <= 0x1p16 + 16 * product(transposed ? small : large) * product(kernel)) return std::nullopt;
    return "y has extents " + shape_text(y) + ", nearly all of them padding or gaps";
  }

 private:
  static double product(const Dimensions& extents) { return Setting::product(extents.begin(), extents.end()); }
  /// Where the product is beyond 2⁶², y is refused.
  static std::int64_t count(std::int64_t first, const Dimensions& extents) {
    return static_cast<double>(first) * product(extents) > 0x1p62 ? std::int64_t{1} << 62 : first * (first == 0 ? 1 : count_of(extents));
  }
  Dimensions shape(std::int64_t channels, const Dimensions& extents) const {
    Dimensions all{batch, channels};
    all.insert(all.end(), extents.begin(), extents.end());
    return all;
  }
};

/// The operation's own `setting` tells what follows from its inputs.
template <class Op>
struct Convolution {
  template <class I> static ConvolutionWindows windows(const I& in) { return ConvolutionWindows::of(Op::setting(in)).value_or(ConvolutionWindows{}); }

  static Clause shapes_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("x and weight have one to three spatial axes, and entries but for an empty batch; groups divide the channels, the weight's are those of a group, "
                                                    "and bias has an entry for each of y's, or none", [](const Inputs& in, std::size_t) -> Complaint {
              const Setting set = Op::setting(in);
              if (Complaint complaint = set.misshapen()) return complaint;
              const std::int64_t channels = set.output_padding ? set.weight[1] * set.groups : set.weight[0];
              if (in.shape("bias") == Dimensions{0} || in.shape("bias") == Dimensions{channels}) return std::nullopt;
              return "bias has shape " + shape_text(in.shape("bias")) + " for " + std::to_string(channels) + " channels";
            })};
  }
  static Clause steps_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("strides and dilations from 1, paddings from 0 to 2³¹ − 1 are given for each spatial axis, or not at all",
                                                    [](const Inputs& in, std::size_t) { return Op::setting(in).misstepped(); }, {"stride", "padding", "dilation"},
                                                    {{Spoiler::too_small, "stride", 1}, {Spoiler::too_small, "padding", 0}, {Spoiler::too_small, "dilation", 1}})};
  }
  /// Of a derivative: a shape that no other field declares.
  static Clause cotangent_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("the cotangent has the shape of y", [](const Inputs& in, std::size_t) -> Complaint {
              const Dimensions shape = Op::shape_of_y(windows(in));
              if (in.shape("cotangent") == shape) return std::nullopt;
              return "the cotangent has shape " + shape_text(in.shape("cotangent")) + ", and y " + shape_text(shape);
            })};
  }
};

}  // namespace etalon::contract
