#include <cmath>

#include "reference/contract/optimization/trust_region.exact.hpp"
#include "reference/linalg/elimination.hpp"
#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using Op = contract::optimization::TrustRegionExact;

namespace {

constexpr int exact_bits = 4096, shift_bits = 30;

/// Is g orthogonal to the eigenspace of λ₁, of that dimension? Where λ₁ is a short binary fraction beside H, it is so exactly if the
/// rank of H − λ₁I is that of [H − λ₁I, g].
bool orthogonal_to_first(const Tensor<Interval>& h, const Tensor<Interval>& g, const Interval& lambda, std::size_t dimension) {
  const std::int64_t n = h.shape[0];
  if (norm(g.data).is_zero()) return true;
  const double size = norm(h.data).upper_double();
  const Interval unit = size > 0 ? power_of_two(std::ilogb(size) - shift_bits) : Interval(1);
  const Interval nearest = static_cast<std::int64_t>(std::nearbyint((lambda / unit).lower_double())) * unit;
  if (!nearest.overlaps(lambda)) return false;
  const Precision guard(exact_bits);
  Tensor<Interval> shifted = h, beside({n, n + 1});
  for (std::int64_t i = 0; i < n; ++i) {
    shifted(i, i) -= nearest;
    for (std::int64_t j = 0; j < n; ++j) beside(i, j) = shifted(i, j);
    beside(i, n) = g[i];
  }
  const auto rank = exact_rank(shifted), with_g = exact_rank(beside);
  return rank && with_g && *rank == *with_g && *rank + static_cast<std::int64_t>(dimension) == n;
}

/// g in the coordinates of the eigenvectors, and the model's minimum for a λ.
struct Model {
  const Spectrum& spectrum;
  Vector along;       ///< qᵢᵀg
  std::size_t first;  ///< of the coordinates that count: those before it are 0

  /// pᵢ = −qᵢᵀg/(λᵢ − λ₁ + μ); the first eigenvalues are equal.
  Vector coordinates(const Interval& mu) const {
    Vector p(along.size(), Interval(0));
    for (std::size_t i = first; i < p.size(); ++i) p[i] = -along[i] / (i < spectrum.spaces[0].last ? mu : spectrum.lambda[i] - spectrum.lambda[0] + mu);
    return p;
  }
  Op::Out<Interval> step(const Vector& p, const Interval& lambda) const {
    Op::Out<Interval> out{Tensor<Interval>({static_cast<std::int64_t>(p.size())}), lambda};
    for (std::size_t i = 0; i < p.size(); ++i)
      for (std::size_t j = 0; j < p.size(); ++j) out.p[j] += p[i] * spectrum.q[i][j];
    return out;
  }
};

/// μ with ‖p‖ = Δ, by bisection until the enclosures no longer tell: ‖p‖ falls, and ‖p‖ ≤ ‖g‖/μ.
Interval secular(const Model& model, Interval low, Interval high, const Interval& delta) {
  for (int k = 0; k < 2 * Precision::bits(); ++k) {
    const Interval mu = ((low + high) / 2).collapse();
    const Ternary longer = norm(model.coordinates(mu)) > delta;
    if (longer.is_unknown()) break;
    (longer.certainly() ? low : high) = mu;
  }
  return Interval::between(low, high);
}

}  // namespace

/// Theorem 4.1 of Nocedal and Wright in the coordinates of the eigenvectors, with μ = λ + λ₁.
template <>
const Reference<Op> Wings<Op>::reference = [](const Op::In<Interval>& in) -> Result<Op::Out<Interval>> {
  const std::size_t n = in.g.size();
  if (n == 0) return Op::Out<Interval>{in.g, 0};
  const Tensor<Interval> h = symmetric(in.h);
  const Spectrum found = spectrum(h);
  Model model{found, Vector(n), 0};
  for (std::size_t i = 0; i < n; ++i) model.along[i] = dot(found.q[i], in.g.data);
  const Interval least = found.lambda[0];
  if (least > 0) {
    const Vector p = model.coordinates(least);
    if (norm(p) <= in.delta) return model.step(p, 0);
  } else {
    bool may_be_orthogonal = true;
    const std::size_t end = found.spaces[0].last;
    for (std::size_t i = 0; i < end; ++i) may_be_orthogonal = may_be_orthogonal && model.along[i].contains_zero();
    if (may_be_orthogonal) {
      if (!orthogonal_to_first(h, in.g, least, end)) throw Undecided{"is it the hard case?"};
      model.first = end;
      Vector p = model.coordinates(0);
      const Interval rest = square(in.delta) - dot(p, p);
      if (rest >= 0) {
        if (!least.is_zero()) p[0] = sqrt(rest);
        return model.step(p, -least);
      }
    }
  }
  const Interval start = max(Interval(0), least), mu = secular(model, start.infimum(), (start + norm(in.g.data) / in.delta).supremum(), in.delta);
  return model.step(model.coordinates(mu), mu - least);
};

}  // namespace etalon
