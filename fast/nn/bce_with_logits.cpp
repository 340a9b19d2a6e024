#include "reference/contract/nn/bce_with_logits.hpp"

#include <cmath>

#include "fast/joint.hpp"
#include "fast/nn/bce_part.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;

namespace {

template <class T>
T divisor(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) {
  return variant == BceWithLogits::Variant::mean ? static_cast<T>(in.z.size()) : T(1);
}

/// The loss from the sum of its parts in units of 1; where that overflows, in those of 2ᵏ ≥ n: the mean need not.
template <class T, class SumInUnits>
T mean_of_parts(T sum, T count, SumInUnits again) {
  if (std::isfinite(sum) || count == 1) return sum / count;
  const int k = std::ilogb(count) + 1;
  return std::ldexp(again(std::ldexp(T(1), -k)), k) / count;
}

}  // namespace

/// By softplus, −log σ(z) = log(1 + e⁻ᶻ) and −log(1 − σ(z)) = log(1 + eᶻ).
template <>
const Fast<BceWithLogits> Wings<BceWithLogits>::fast = []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant, Seen& seen) -> Result<BceWithLogits::Out<T>> {
  const auto sum_in = [&](T unit) {
    return sum_and_map<0>(of_bce_parts(in.pos_weight, [unit](const auto& part, const auto&) { return std::array{part.loss(unit)}; }), watched(in.z, seen), watched_ends(in.target, seen)).sum;
  };
  return BceWithLogits::Out<T>{mean_of_parts(sum_in(1), divisor(in, variant), sum_in)};
};

template <>
const Fast<BceWithLogitsGradient> Wings<BceWithLogitsGradient>::fast =
    []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant, Seen& seen) -> Result<BceWithLogitsGradient::Out<T>> {
  const auto f = [w = in.pos_weight, share = 1 / divisor(in, variant)](const auto& part, const auto& e_minus_one) { return std::array{part.slope(w, e_minus_one) * share}; };
  return BceWithLogitsGradient::Out<T>{std::move(map_to<1>(of_bce_parts(in.pos_weight, f), watched(in.z, seen), watched_ends(in.target, seen))[0])};
};

template <>
const Joint<BceWithLogitsGradient> Together<BceWithLogitsGradient>::fast =
    []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant, Seen& seen) -> Result<ValueAndDerivative<BceWithLogitsGradient, T>> {
  const T count = divisor(in, variant);
  const auto in_units = [&](T unit) {
    const auto f = [w = in.pos_weight, unit, share = 1 / count](const auto& part, const auto& e_minus_one) { return std::array{part.loss(unit), part.slope(w, e_minus_one) * share}; };
    return sum_and_map<1>(of_bce_parts(in.pos_weight, f), watched(in.z, seen), watched_ends(in.target, seen));
  };
  auto both = in_units(1);
  const T loss = mean_of_parts(both.sum, count, [&](T unit) { return in_units(unit).sum; });
  return ValueAndDerivative<BceWithLogitsGradient, T>{{loss}, {std::move(both.of[0])}};
};

}  // namespace etalon
