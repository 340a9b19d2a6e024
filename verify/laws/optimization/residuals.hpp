#pragma once
#include "verify/laws/linalg/least_squares.hpp"
#include "verify/laws/optimization/models.hpp"

/// Nonlinear least squares: a Jacobian and residuals.
namespace etalon::verify {

constexpr const char* far_jacobian = "a far entry leaves of the other columns less than rounding; spectra, scales and sizes are tried by classes of J";

/// Residuals at random, or −Jp₀ with a small integer p₀ and nothing or little besides.
inline Tensor<double> residuals_of(Draw& draw, const Tensor<double>& j) {
  const std::int64_t m = j.shape[0], n = j.shape[1], kind = draw.integer(0, 2);
  Tensor<double> r = draw.reals({m});
  const auto p = draw.integers({n}, -3, 3);
  for (std::int64_t i = 0; kind != 0 && i < m; ++i) {
    double sum = 0, largest = 0;
    for (std::int64_t k = 0; k < n; ++k) sum -= j(i, k) * static_cast<double>(p[k]), largest = std::max(largest, std::fabs(j(i, k)));
    r[i] = round_to(sum + (kind == 1 ? 0 : r[i] * largest * 0x1p-10), draw.format);
  }
  return r;
}

/// Läuchli's: JᵀJ is singular in floating point.
inline Tensor<double> nearly_dependent(Draw& draw) {
  const auto n = draw.extent(2, 5);
  const int e = static_cast<int>(draw.integer(draw.format.precision / 3, draw.format.precision / 2 + 1));
  Tensor<double> j({n + 1, n});
  for (std::int64_t k = 0; k < n; ++k) j(0, k) = 1, j(k + 1, k) = std::ldexp(1.0, -e);
  return j;
}

}  // namespace etalon::verify
