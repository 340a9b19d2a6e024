#pragma once
#include "reference/contract/contract.hpp"

/// What nn.group_norm and nn.instance_norm share: the channels of each sample, normalised in groups of so many that follow each other.
namespace etalon::contract {

struct ChannelNorm {
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count c{"c"}, m{"m"};  // channels, and entries that are normalised together

  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of m in another order costs m of them. Six more: square, quotient, ε, root, product, bias.
    return std::tuple{out::textbook<&Out<T>::y>(SameAs{"x"}, m + 6, "C6", "of mean b and deviation |w|, but for ε")};
  }
  template <class I> static std::int64_t groups_of(const I& in) {
    if constexpr (requires { in.groups; }) return in.groups;
    else return in.weight.shape[0];
  }
  template <class I> static SizeValues sizes(const I& in) {
    const std::int64_t groups = groups_of(in);
    return {{"m", in.x.rank() < 2 || in.x.size() == 0 || groups < 1 ? 0 : static_cast<std::int64_t>(in.x.size()) / in.x.shape[0] / groups}};
  }
  static Complaint unfit(const Inputs& in, std::int64_t groups) {
    const Dimensions& x = in.shape("x");
    const std::int64_t channels = in.shape("weight").at(0);
    if (x.size() < 2 || count_of(x) == 0) return "x has shape " + shape_text(x) + ": no second axis for channels, or no entries";
    if (x[1] != channels) return "x has " + std::to_string(x[1]) + " channels, and weight " + std::to_string(channels);
    if (groups < 1 || channels % groups != 0) return std::to_string(channels) + " channels in " + std::to_string(groups) + " groups";
    if (count_of(x) / x[0] == groups) return "x has shape " + shape_text(x) + ": one entry in each group, whose variance says nothing";
    return std::nullopt;
  }
  /// C1, which says what fits, and `own`, a law of its own.
  static std::vector<Clause> clauses(const Predicate& fits, const char* own) {
    return {{"C1", ClauseKind::precondition, fits},
            {"C2", ClauseKind::domain, finite({"x", "weight", "bias", "epsilon"})},
            {"C3", ClauseKind::precondition, positive("epsilon")},
            {"C4", ClauseKind::law, "in each group (y − b)/w has mean 0 and variance σ²/(σ² + ε)"},
            {"C5", ClauseKind::law, "x + c has the y of x; αx with α²ε has it too for α > 0"},
            {"C6", ClauseKind::error, "textbook, m + 6 for m entries normalised together"},
            {"C7", ClauseKind::law, own}};
  }
};

/// With s = √(σ² + ε), x̂ = (x − μ)/s and ĉ = w·ȳ: x̄ = (ĉ − mean ĉ − x̂·mean(ĉx̂))/s in each group, w̄ = Σ ȳx̂ and b̄ = Σ ȳ in each channel.
template <class Primal>
struct ChannelNormVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  inline static const Count times{"times"};  // entries of a channel
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues all = Primal::sizes(in);
    all["times"] = in.weight.size() == 0 ? 0 : static_cast<std::int64_t>(in.x.size() / in.weight.size());
    return all;
  }
  template <class T> static auto outputs() {
    // As for y: sums in another order, of m in a group and of a channel's entries for w̄ and b̄, and at most ten roundings on the way.
    const Count c = Primal::m + 12;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄"), out::textbook<&Out<T>::grad_weight>(c + times, "C6", "w̄"), out::textbook<&Out<T>::grad_bias>(times + 1, "C6", "b̄")};
  }

 protected:
  static Statement vjp(const char* source) {
    return Vjp<Primal>::derivative({.summary = "x̄ = (wȳ − mean(wȳ) − x̂·mean(wȳx̂))/s in each group, w̄ = Σ ȳx̂, b̄ = Σ ȳ in each channel, with x̂ = (x − μ)/s, s = √(σ² + ε)",
                                    .clauses = {{"C4", ClauseKind::law, "Σ x̄ = 0 and Σ x̄x = Σ wȳx̂·ε/s² in each group"},
                                                {"C6", ClauseKind::error, "textbook, m + 12, and as many more as a channel has entries for w̄"}},
                                    .source = source});
  }
};

}  // namespace etalon::contract
