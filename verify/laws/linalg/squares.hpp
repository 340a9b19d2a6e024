#pragma once
#include <cmath>

#include "verify/generate/matrices.hpp"

namespace etalon::verify {

/// Singular, and so that every sound elimination meets an exact 0: with a row or a column of zeros, or of rank 1 with
/// powers of two, whose quotients and reciprocals are exact.
inline Tensor<double> surely_singular(Draw& draw) {
  const std::int64_t n = draw.extent(1, 6), kind = n == 1 ? 0 : draw.integer(0, 2);
  Tensor<double> a = draw.reals({n, n});
  const std::int64_t which = draw.integer(0, n - 1);
  std::vector<double> left, right;
  for (std::int64_t i = 0; i < n; ++i) {
    left.push_back(std::ldexp(draw.coin() ? 1 : -1, static_cast<int>(draw.integer(-2, 2))));
    right.push_back(std::ldexp(draw.coin() ? 1 : -1, static_cast<int>(draw.integer(-2, 2))));
  }
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      if (kind == 0 && j == which) a(i, j) = 0;
      if (kind == 1 && i == which) a(i, j) = 0;
      if (kind == 2) a(i, j) = left[i] * right[j];
    }
  return a;
}

/// Of full rank, around the sizes of LAPACK's blocks; without 128, where the proofs take seconds.
inline Tensor<double> square_block(Draw& draw) {
  const std::int64_t n = draw.one_of({31, 32, 33, 31, 32, 33, 63, 65});
  return gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square, .full_rank = true});
}

}  // namespace etalon::verify
