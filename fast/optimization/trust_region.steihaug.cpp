#include <algorithm>
#include <cmath>

#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"
#include "reference/contract/optimization/trust_region.steihaug.hpp"

namespace etalon {
using namespace fast::optimization;
using fast::linalg::times;
using Op = contract::optimization::TrustRegionSteihaug;

/// In units of the model; the residual is updated, and no square leaves the range.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> {
  const UnitModel<T> model(in.g, in.h);
  const std::int64_t n = in.g.shape[0];
  Tensor<T> z({n}), r = model.g, d = map(r, [](T entry) { return -entry; });
  const T length = norm(r), delta = model.in_units(in.delta);
  T epsilon = std::ldexp(in.epsilon, -model.g_exponent), rr = dot(r, r);
  if (variant == Op::Variant::superlinear) epsilon = std::min(T(0.5), std::sqrt(norm(in.g))) * length;
  if (length <= epsilon || length == 0) return Op::Out<T>{z, 0};

  for (std::int64_t j = 0; j < n; ++j) {
    const Tensor<T> hd = times(model.h, d);
    const T curvature = dot(d, hd), alpha = rr / curvature;
    const Tensor<T> next = plus(z, alpha, d);
    if (!(curvature > 0) || !(norm(next) < delta)) {
      const T ahead = to_boundary(z, d, delta);
      if (curvature > 0) return Op::Out<T>{model.back(plus(z, ahead, d)), 1};
      // The other end lies behind: t₋ = −t₊ − 2zᵀd/dᵀd; half the difference of the model's changes, over t₊ − t₋ > 0.
      const T back = -ahead - 2 * dot(z, d) / dot(d, d);
      const bool turn = (ahead + back) * curvature / 2 > rr;
      return Op::Out<T>{model.back(plus(z, turn ? back : ahead, d)), 1};
    }
    z = next;
    r = plus(r, alpha, hd);
    const T next_rr = dot(r, r);
    if (std::sqrt(next_rr) <= epsilon) break;
    for (std::int64_t i = 0; i < n; ++i) d[i] = next_rr / rr * d[i] - r[i];
    rr = next_rr;
  }
  return Op::Out<T>{model.back(z), 0};
};

}  // namespace etalon
