#pragma once
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/orthogonal.hpp"

/// The inputs of linalg.qr and linalg.qr_canonical.
namespace etalon::verify::factored {

/// Läuchli's: Gram and Schmidt's classical form fails.
inline Tensor<double> nearly_dependent(Draw& draw) {
  const auto n = draw.extent(2, 6);
  Tensor<double> a({n + 1, n});
  for (std::int64_t j = 0; j < n; ++j) a(0, j) = 1, a(j + 1, j) = std::ldexp(1.0, -static_cast<int>(draw.integer(draw.format.precision / 3, draw.format.precision - 2)));
  return a;
}
inline Tensor<double> with_columns_of_zeros(Draw& draw) {
  Tensor<double> a = draw.reals({draw.extent(1, 6), draw.extent(1, 6)});
  for (std::int64_t j = 0; j < a.shape[1]; ++j)
    if (draw.coin())
      for (std::int64_t i = 0; i < a.shape[0]; ++i) a(i, j) = 0;
  return a;
}
/// Nothing to reflect, but for signs.
inline Tensor<double> triangular(Draw& draw) {
  Tensor<double> a = draw.reals({draw.extent(1, 6), draw.extent(1, 6)});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < std::min(i, a.shape[1]); ++j) a(i, j) = 0;
  return a;
}

/// RᵀR = AᵀA.
inline void same_gram_matrix(Checks& t, const Matrix& a, const Matrix& r) {
  const Matrix left = multiply(transpose(r), r), right = multiply(transpose(a), a);
  for (std::int64_t i = 0; i < left.shape[0]; ++i)
    for (std::int64_t j = 0; j < left.shape[1]; ++j) t.equal_within(left(i, j), right(i, j), sqrt(right(i, i) * right(j, j)), "RᵀR");
}

/// What is known of the factors of a product Q₀R₀: Q₀ = I − 2vvᵀ/n with v of ±1, and an R₀ with a positive diagonal.
struct Known {
  Matrix q, r;

  explicit Known(std::int64_t n) : q({n, n}), r({n, n}) {
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) {
        q(i, j) = Interval(i == j ? 1 : 0) - Interval((i + j) % 2 == 0 ? 2 : -2) / n;
        r(i, j) = j < i ? Interval(0) : j == i ? Interval(i + 1) / 2 : Interval(i - j + 2);
      }
  }
};

}  // namespace etalon::verify::factored
