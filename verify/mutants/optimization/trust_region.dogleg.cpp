#include <cmath>

#include "reference/contract/optimization/newton.hpp"
#include "reference/contract/optimization/trust_region.dogleg.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Newton;
using Op = contract::optimization::TrustRegionDogleg;

template <class T>
Tensor<T> newton_point(const Op::In<T>& in) {
  const auto newton = Wings<Newton>::fast(typename Newton::In<T>{in.g, in.g, in.h}, Newton::Variant::definite);
  return newton ? newton->p : in.g;
}
/// −(gᵀg/gᵀHg)g.
template <class T>
Tensor<T> cauchy_point(const Op::In<T>& in) {
  T curvature = 0;
  for (std::int64_t i = 0; i < in.g.shape[0]; ++i)
    for (std::int64_t j = 0; j < in.g.shape[0]; ++j) curvature += in.g[i] * (j <= i ? in.h(i, j) : in.h(j, i)) * in.g[j];
  const T length = dot(in.g, in.g) / curvature;
  return map(in.g, [&](T entry) { return -length * entry; });
}

/// The end of the way from C to N where the equation's root is the greater or the lesser, if it has come so far.
template <class T>
void second_leg(Op::Out<T>& out, const Op::In<T>& in, T sign, T radius) {
  const Tensor<T> n = newton_point(in), c = cauchy_point(in);
  if (std::sqrt(dot(n, n)) <= in.delta || std::sqrt(dot(c, c)) >= in.delta) return;
  Tensor<T> way = n;
  for (std::size_t i = 0; i < n.size(); ++i) way[i] -= c[i];
  const T a = dot(way, way), b = dot(c, way), missing = dot(c, c) - radius * radius, t = (-b + sign * std::sqrt(b * b - a * missing)) / a;
  for (std::size_t i = 0; i < n.size(); ++i) out.p[i] = c[i] + t * way[i];
}

const auto registered =
    mutants<Op>()
        .spoils("beyond_the_region", "N, whatever Δ is", [](auto& out, const auto& in) { out.p = newton_point(in); })
        .spoils("other_root", "the root of the quadratic equation behind C", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { second_leg(out, in, T(-1), in.delta); })
        .spoils("past_the_boundary", "the way ends at 1.01·Δ", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { second_leg(out, in, T(1), T(1.01) * in.delta); })
        .spoils("radius_not_squared", "‖p‖² = Δ", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { second_leg(out, in, T(1), std::sqrt(in.delta)); })
        .spoils("cauchy_not_clipped", "C where it lies outside", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const Tensor<T> n = newton_point(in), c = cauchy_point(in);
          if (std::sqrt(dot(n, n)) > in.delta && std::sqrt(dot(c, c)) >= in.delta) out.p = c;
        })
        .spoils("single_leg", "Newton's direction at length Δ: the Cauchy point is skipped", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const Tensor<T> n = newton_point(in);
          const T length = std::sqrt(dot(n, n));
          if (length > in.delta) out.p = map(n, [&](T entry) { return entry * (in.delta / length); });
        });

}  // namespace
}  // namespace etalon::verify
