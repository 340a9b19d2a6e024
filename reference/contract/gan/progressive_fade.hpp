#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// y = (1 − α)·(low, each entry repeated twice along every spatial axis) + α·high: a new resolution fades in.
struct ProgressiveFade {
  template <class T> struct In { Tensor<T> low, high; T alpha{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count cell{"cell"};  // the entries of y that one of low gives

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::low>(Any{}, "samples, channels and spatial axes: the resolution that stands"), in::data<&In<T>::high>(Any{}, "the same with each spatial axis doubled: the new one"),
                      in::exact<&In<T>::alpha>({}, "α, how much of the new one there is")};
  }
  template <class T> static auto outputs() {
    // 1 − α, a product each, and a sum.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"high"}, 3, "C5", "the blend")};
  }
  template <class I> static SizeValues sizes(const I& in) { return {{"cell", in.low.rank() < 3 || in.low.rank() > 5 ? 1 : std::int64_t{1} << (in.low.rank() - 2)}}; }
  /// The entry of low that entry `i` of high lies in.
  static std::size_t below(const Dimensions& high, std::size_t i) {
    std::size_t at = 0, size = 1;
    for (std::size_t axis = high.size(); axis-- > 0;) {
      const auto extent = static_cast<std::size_t>(high[axis]);
      at += i % extent / (axis < 2 ? 1 : 2) * size;
      size *= extent / (axis < 2 ? 1 : 2), i /= extent;
    }
    return at;
  }
  static Complaint unfit(const Inputs& in, std::size_t) {
    Dimensions doubled = in.shape("low");
    if (doubled.size() < 3 || doubled.size() > 5) return "low has shape " + shape_text(doubled) + ": not one to three spatial axes after two others";
    for (std::size_t axis = 2; axis < doubled.size(); ++axis) doubled[axis] *= 2;
    if (in.shape("high") == doubled) return std::nullopt;
    return "high has shape " + shape_text(in.shape("high")) + ", and low doubled " + shape_text(doubled);
  }
  static Statement statement() {
    return {.name = "gan.progressive_fade",
            .summary = "y = (1 − α)·up(low) + α·high, up repeating each entry twice along every spatial axis",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("low has one to three spatial axes, and high each of them doubled", unfit)},
                        {"C2", ClauseKind::domain, finite({"low", "high"})},
                        {"C3", ClauseKind::precondition, within("alpha", 0, 1)},
                        {"C4", ClauseKind::law, "α = 0 is low repeated and α = 1 is high, exactly; y lies between the two"},
                        {"C5", ClauseKind::error, "inherent, 3 roundings: high + (1 − α)(up − high) loses what is small beside the other"}},
            .source = "Karras, Aila, Laine and Lehtinen, Progressive growing of GANs for improved quality, stability, and variation, ICLR (2018), section 2, figure 2",
            .aliases = {"fade_in"}};
  }
};

/// low̄ = (1 − α)·(ȳ summed over each cell), high̄ = α·ȳ.
struct ProgressiveFadeVjp : Vjp<ProgressiveFade> {
  template <class T> struct Out { Tensor<T> grad_low, grad_high; };

  template <class T> static auto outputs() {
    // 1 − α, a product, and the additions of a cell in any order.
    return std::tuple{out::inherent<&Out<T>::grad_low>(ProgressiveFade::cell + 1, "C5", "low̄"), out::inherent<&Out<T>::grad_high>(1, "C5", "high̄")};
  }
  static Statement statement() {
    return derivative({.summary = "low̄ = (1 − α)·Σ ȳ over the entries that one of low gives, high̄ = α·ȳ",
                       .clauses = {{"C4", ClauseKind::law, "α·Σ low̄ = (1 − α)·Σ high̄: both are shares of Σ ȳ"}, {"C5", ClauseKind::error, "inherent, a cell and 1 roundings"}},
                       .source = "Karras, Aila, Laine and Lehtinen, Progressive growing of GANs, ICLR (2018)"});
  }
};

inline constexpr Function<ProgressiveFade> progressive_fade;
inline constexpr Function<ProgressiveFadeVjp> progressive_fade_vjp;

}  // namespace etalon::contract::gan
