#include "reference/contract/optimization/newton.hpp"
#include "reference/contract/optimization/trust_region.dogleg.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::Newton;
using Op = contract::optimization::TrustRegionDogleg;

/// (4.16) of Nocedal and Wright; t of ‖C + t(N − C)‖ = Δ is the positive root, as (Δ² − ‖C‖²)/(b + √(b² + a(Δ² − ‖C‖²))), for b ≥ 0.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const auto newton = Wings<Newton>::reference(Newton::In<T>{in.g, in.g, in.h}, Newton::Variant::definite);
  if (!newton) return newton.failure();
  const Tensor<T>& end = newton->p;
  const T radius = square(in.delta);
  if (dot(end, end) <= radius) return Op::Out<T>{end};

  const T gg = dot(in.g, in.g), length = gg / dot(in.g, times(symmetric(in.h), in.g));
  const Tensor<T> cauchy = map(in.g, [&](const T& entry) -> T { return -(length * entry); });
  const T missing = radius - dot(cauchy, cauchy);
  if (missing <= 0) return Op::Out<T>{map(in.g, [&](const T& entry) -> T { return -(in.delta * entry / sqrt(gg)); })};

  Tensor<T> way = end;
  for (std::size_t i = 0; i < way.size(); ++i) way[i] -= cauchy[i];
  const T a = dot(way, way), b = dot(cauchy, way), t = missing / (b + sqrt(square(b) + a * missing));
  Op::Out<T> out{cauchy};
  for (std::size_t i = 0; i < way.size(); ++i) out.p[i] += t * way[i];
  return out;
};

}  // namespace etalon
