#include <cmath>

#include "reference/contract/optimization/trust_region.steihaug.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionSteihaug;

struct Bug {
  bool stops_at_curvature = false;  ///< z where the curvature is not positive
  bool always_ahead = false;        ///< never the other end of the line
  bool no_radius = false;
  bool fletcher_inverted = false;   ///< β = ‖r‖²/‖r′‖²
  bool steepest = false;            ///< β = 0
  bool residual_sign = false;       ///< r − αHd
};

/// The algorithm as a book has it, with a bug.
template <class T>
Result<Op::Out<T>> truncated(const Op::In<T>& in, Op::Variant variant, const Bug& bug) {
  auto out = Wings<Op>::fast(in, variant);
  const std::int64_t n = in.g.shape[0];
  const auto moved = [](Tensor<T> x, T factor, const Tensor<T>& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += factor * y[i];
    return x;
  };
  Tensor<T> z({n}), r = in.g, d = map(r, [](T entry) { return -entry; });
  T rr = dot(r, r);
  const T epsilon = variant == Op::Variant::given ? in.epsilon : std::min(T(0.5), std::sqrt(std::sqrt(rr))) * std::sqrt(rr);
  if (std::sqrt(rr) <= epsilon) return out;
  for (std::int64_t j = 0; j < n; ++j) {
    Tensor<T> hd({n});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t k = 0; k < n; ++k) hd[i] += (k <= i ? in.h(i, k) : in.h(k, i)) * d[k];
    const T curvature = dot(d, hd), a = dot(d, d), b = dot(z, d), root = std::sqrt(b * b + a * (in.delta * in.delta - dot(z, z)));
    const T ahead = (root - b) / a, back = -(root + b) / a;
    const auto change = [&](T t) { return t * t * curvature / 2 - t * rr; };
    if (curvature <= 0) {
      if (bug.stops_at_curvature) return Op::Out<T>{z, 0};
      return Op::Out<T>{moved(z, !bug.always_ahead && change(back) < change(ahead) ? back : ahead, d), 1};
    }
    const Tensor<T> next = moved(z, rr / curvature, d);
    if (!bug.no_radius && std::sqrt(dot(next, next)) >= in.delta) return Op::Out<T>{moved(z, ahead, d), 1};
    z = next;
    r = moved(r, (bug.residual_sign ? -1 : 1) * (rr / curvature), hd);
    const T next_rr = dot(r, r);
    if (std::sqrt(next_rr) <= epsilon) break;
    const T beta = bug.steepest ? 0 : bug.fletcher_inverted ? rr / next_rr : next_rr / rr;
    for (std::int64_t i = 0; i < n; ++i) d[i] = beta * d[i] - r[i];
    rr = next_rr;
  }
  return Op::Out<T>{z, 0};
}

const auto registered =
    mutants<Op>()
        .add("stops_at_curvature", "curvature that is not positive ends the search where it is",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.stops_at_curvature = true}); })
        .add("always_ahead", "the end of the line ahead, where the other has the lower model",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.always_ahead = true}); })
        .add("no_radius", "conjugate gradients leave the region",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.no_radius = true}); })
        .add("beta_inverted", "β = ‖r‖²/‖r′‖²",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.fletcher_inverted = true}); })
        .add("steepest_descent", "β = 0",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.steepest = true}); })
        .add("residual_sign", "r − αHd",
             []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> { return truncated(in, variant, {.residual_sign = true}); })
        .spoils("boundary_not_told", "always 0", [](auto& out, const auto&) { out.boundary = 0; });

}  // namespace
}  // namespace etalon::verify
