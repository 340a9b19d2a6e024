#include "reference/contract/optimization/trpo_step.hpp"

#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::TrpoStep;

/// In units of the model: with g = 2^a·g̃ and F = 2^b·F̃, t = 2^(b/2 − a)·√(2δ/(g̃ᵀF̃⁻¹g̃)), b even.
template <>
const Fast<TrpoStep> Wings<TrpoStep>::fast = []<class T>(const TrpoStep::In<T>& in) -> Result<TrpoStep::Out<T>> {
  const UnitModel<T> model(in.g, in.f);
  const auto ascent = definite_step(model.h, map(model.g, [](T entry) { return -entry; }));
  if (!ascent) return ascent.failure();
  if (fast::linalg::is_zero(in.g)) return domain("C4", "the gradient is 0");
  const int b = model.g_exponent - model.exponent;
  const T scale = std::sqrt(2 / dot(model.g, *ascent)) * std::sqrt(in.delta);
  return TrpoStep::Out<T>{map(*ascent, [&](T entry) { return std::ldexp(scale * entry, -b / 2); }), std::ldexp(scale, b / 2 - model.g_exponent)};
};

}  // namespace etalon
