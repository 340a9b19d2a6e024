#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract {

/// What nn.cross_entropy and nn.nll_loss divide by, and which samples count.
struct ClassTargets {
  enum class Variant { mean, sample_mean, sum };
  static std::vector<Convention> variants() {
    return {{"mean", "divided by the sum of the targets' weights: PyTorch"}, {"sample_mean", "divided by the number of samples that count: JAX, Keras"}, {"sum", "not divided"}};
  }
  template <class I> static bool counts(const I& in, std::int64_t i) { return in.target[static_cast<std::size_t>(i)] != in.ignore_index; }
  /// The weight of a class; 1 where no weights are given.
  template <class T, class I> static T weight(const I& in, std::int64_t k) { return in.weight.size() == 0 ? T(1) : in.weight[static_cast<std::size_t>(k)]; }
  /// 1 for a sum; 0 where nothing counts.
  template <class T, class I> static T divisor(const I& in, Variant variant) {
    T all = variant == Variant::sum ? 1 : 0;
    for (std::int64_t i = 0; i < in.x.shape[0] && variant != Variant::sum; ++i)
      if (counts(in, i)) all += variant == Variant::mean ? weight<T>(in, in.target[static_cast<std::size_t>(i)]) : T(1);
    return all;
  }
  static Complaint target_outside(const Inputs& in, std::size_t) {
    const Tensor<std::int64_t>& target = in.integers("target");
    for (const std::int64_t t : target)
      if (t != in.integer("ignore_index") && (t < 0 || t >= in.shape("x")[1])) return "a target is " + std::to_string(t) + ", and there are " + std::to_string(in.shape("x")[1]) + " classes";
    return std::nullopt;
  }
  static Complaint weights_unfit(const Inputs& in, std::size_t) {
    const Entries& w = in.real("weight");
    if (w.shape() == Dimensions{0} || w.shape() == Dimensions{in.shape("x")[1]}) return std::nullopt;
    return "weight has shape " + shape_text(w.shape()) + ": one for each class, or none";
  }
};

}  // namespace etalon::contract
