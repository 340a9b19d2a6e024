#include "reference/contract/nn/normalize.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Normalize;
using contract::nn::NormalizeVjp;
using Variant = Normalize::Variant;

/// As it is written: squares overflow and underflow.
template <class T>
T written_norm(const std::vector<T>& x, Variant variant) {
  T sum = 0;
  for (const T entry : x) sum += variant == Variant::l1 ? std::fabs(entry) : entry * entry;
  return variant == Variant::l1 ? sum : std::sqrt(sum);
}
template <class T>
T least(const Normalize::In<T>& in, Variant variant) {
  return variant == Variant::l2_squared ? std::sqrt(in.epsilon) : in.epsilon;
}
/// out[i] = wrong(i, ‖x‖, the cotangents' product with y).
template <class T, class I, class F>
void along_lanes(Tensor<T>& out, const I& in, Variant variant, F wrong) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane)
    for (std::int64_t k = 0; k < lanes->length; ++k) out[lanes->index(lane, k)] = wrong(lanes->index(lane, k), written_norm(lanes->entries(in.x, lane), variant));
}

const auto registered =
    mutants<Normalize>()
        .spoils("epsilon_added", "x/(‖x‖ + ε)", []<class T>(Normalize::Out<T>& out, const Normalize::In<T>& in, Variant variant) {
          along_lanes(out.y, in, variant, [&](std::size_t i, T norm) { return in.x[i] / (norm + least(in, variant)); });
        })
        .spoils("as_written", "squares overflow and underflow; the sum of sizes does not", []<class T>(Normalize::Out<T>& out, const Normalize::In<T>& in, Variant variant) {
          if (variant != Variant::l1) along_lanes(out.y, in, variant, [&](std::size_t i, T norm) { return in.x[i] / std::max(norm, least(in, variant)); });
        })
        .spoils("unbounded", "without ε: zeros give NaN", []<class T>(Normalize::Out<T>& out, const Normalize::In<T>& in, Variant variant) {
          along_lanes(out.y, in, variant, [&](std::size_t i, T norm) { return in.x[i] / norm; });
        })
        .spoils("other_norm", "l1 for l2, l2 for l1", []<class T>(Normalize::Out<T>& out, const Normalize::In<T>& in, Variant variant) {
          const Variant other = variant == Variant::l1 ? Variant::l2 : Variant::l1;
          along_lanes(out.y, in, other, [&](std::size_t i, T norm) { return in.x[i] / std::max(norm, least(in, variant)); });
        });

const auto registered_vjp =
    mutants<NormalizeVjp>()
        .spoils("norm_held", "ȳ/max(‖x‖, ε): the norm held constant", []<class T>(NormalizeVjp::Out<T>& out, const NormalizeVjp::In<T>& in, Variant variant) {
          along_lanes(out.grad_x, in, variant, [&](std::size_t i, T norm) { return in.cotangent.y[i] / std::max(norm, least(in, variant)); });
        })
        .spoils("epsilon_forgotten", "the norm's slope where ε divides too", []<class T>(NormalizeVjp::Out<T>& out, const NormalizeVjp::In<T>& in, Variant variant) {
          auto other = in;
          other.epsilon = std::ldexp(in.epsilon, -20);
          const auto unbounded = *Wings<NormalizeVjp>::fast(other, variant);
          along_lanes(out.grad_x, in, variant, [&](std::size_t i, T norm) { return norm > 0 && norm < least(in, variant) ? unbounded.grad_x[i] * norm / least(in, variant) : out.grad_x[i]; });
        })
        .spoils("not_divided", "ȳ − y⟨ȳ, y⟩", []<class T>(NormalizeVjp::Out<T>& out, const NormalizeVjp::In<T>& in, Variant variant) {
          along_lanes(out.grad_x, in, variant, [&](std::size_t i, T norm) { return out.grad_x[i] * std::max(norm, least(in, variant)); });
        });

}  // namespace
}  // namespace etalon::verify
