#include "reference/contract/optimization/trust_region.steihaug.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using Op = contract::optimization::TrustRegionSteihaug;

namespace {

template <class T>
Tensor<T> moved(const Tensor<T>& x, const T& factor, const Tensor<T>& y) {
  Tensor<T> z = x;
  for (std::size_t i = 0; i < z.size(); ++i) z[i] += factor * y[i];
  return z;
}

}  // namespace

/// Algorithm 7.2 of Nocedal and Wright, line by line. Both ends t± of the line z + td have t₊t₋ = −(Δ² − ‖z‖²)/a; for zᵀd ≥ 0 neither
/// cancels in t₋ = −(b + √…)/a. In exact arithmetic n steps leave no residual.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> {
  const std::int64_t n = in.g.shape[0];
  const Tensor<T> h = symmetric(in.h);
  Tensor<T> z = map(in.g, [](const T&) { return T(0); }), r = in.g, d = map(in.g, [](const T& entry) -> T { return -entry; });
  T epsilon = in.epsilon, rr = dot(r, r);
  if (all_zero(r)) return Op::Out<T>{z, 0};
  if (variant == Op::Variant::superlinear) epsilon = min(T(1) / 2, sqrt(sqrt(rr))) * sqrt(rr);
  if (rr <= square(epsilon)) return Op::Out<T>{z, 0};

  for (std::int64_t j = 0; j < n; ++j) {
    const Tensor<T> hd = times(h, d);
    const T curvature = dot(d, hd), a = dot(d, d), b = dot(z, d), missing = square(in.delta) - dot(z, z), root = sqrt(square(b) + a * missing);
    if (curvature <= 0) {
      // m(z + td) − m(z) = −t‖r‖² + ½t²·dᵀHd
      const T ahead = missing / (b + root), back = -((b + root) / a);
      const auto change = [&](const T& t) -> T { return square(t) * curvature / 2 - t * rr; };
      return Op::Out<T>{moved(z, change(back) < change(ahead) ? back : ahead, d), 1};
    }
    const T alpha = rr / curvature;
    const Tensor<T> next = moved(z, alpha, d);
    if (dot(next, next) >= square(in.delta)) return Op::Out<T>{moved(z, T(missing / (b + root)), d), 1};
    z = next;
    if (j == n - 1) break;
    r = moved(r, alpha, hd);
    const T next_rr = dot(r, r);
    if (next_rr <= square(epsilon)) break;
    const T beta = next_rr / rr;
    for (std::int64_t i = 0; i < n; ++i) d[i] = beta * d[i] - r[i];
    rr = next_rr;
  }
  return Op::Out<T>{z, 0};
};

}  // namespace etalon
