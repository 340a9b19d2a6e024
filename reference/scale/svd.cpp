#include "reference/scale/svd.hpp"

#include <algorithm>
#include <cmath>

#include "reference/scale/approximate.hpp"
#include "reference/scale/real_product.hpp"
#include "reference/scale/refinement.hpp"

namespace etalon::reference::scale {

std::optional<Tensor<Real>> right_singular_vectors(const Tensor<Real>& a) {
  const auto start = scaled_to_double(a);
  const auto approximate = start ? right_vectors(*start) : std::nullopt;
  if (!approximate) return std::nullopt;
  // Cosines between the columns of AV come out to 2^−bits·(σ₁/σ_k)². Columns below half the bits prove nothing anyway.
  const auto& sigma = approximate->sigma;
  const int most = Precision::bits() / 2;
  constexpr double good_in_double = 44;
  const double condition = sigma.empty() || sigma.back() <= 0 ? INFINITY : std::log2(sigma.front() / sigma.back());
  const int extra = condition < good_in_double ? std::min(most, static_cast<int>(condition)) : most;
  return refine_eigenvectors(
      approximate->v,
      [&](const Tensor<Real>& x, int bits) {
        const auto ax = multiply_roughly(view(a), view(x), bits);
        return multiply_roughly(view(ax).transposed(), view(ax), bits);
      },
      Precision::bits() + 2 * extra);
}

}  // namespace etalon::reference::scale
