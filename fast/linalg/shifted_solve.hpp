#pragma once
#include <limits>
#include <optional>
#include <type_traits>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/vectors.hpp"

namespace etalon::fast::linalg {

/// More digits than T, for what is decided rarely.
template <class T>
using Wide = std::conditional_t<std::is_same_v<T, float>, double, long double>;

/// y with (A − σI)y = x in wide arithmetic, by elimination with partial pivoting. A pivot of 0 becomes the smallest perturbation of A
/// that the digits show, or ends it: then there is no y.
template <class T>
std::optional<Tensor<T>> wide_solve(const Tensor<T>& a, Wide<T> shift, const Tensor<T>& x, bool replace_zero_pivot) {
  const std::int64_t n = a.shape[0];
  Tensor<Wide<T>> m({n, n}), y({n});
  Wide<T> largest = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    y[i] = x[i];
    for (std::int64_t j = 0; j < n; ++j) {
      m(i, j) = Wide<T>(a(i, j)) - (i == j ? shift : 0);
      largest = std::max(largest, std::abs(Wide<T>(a(i, j))));
    }
  }
  for (std::int64_t k = 0; k < n; ++k) {
    std::int64_t row = k;
    for (std::int64_t i = k + 1; i < n; ++i)
      if (std::abs(m(i, k)) > std::abs(m(row, k))) row = i;
    if (m(row, k) == 0) {
      if (!replace_zero_pivot) return std::nullopt;
      m(row, k) = largest > 0 ? largest * std::numeric_limits<Wide<T>>::epsilon() : 1;
    }
    for (std::int64_t j = 0; j < n; ++j) std::swap(m(k, j), m(row, j));
    std::swap(y[k], y[row]);
    for (std::int64_t i = k + 1; i < n; ++i) {
      const Wide<T> factor = m(i, k) / m(k, k);
      for (std::int64_t j = k + 1; j < n; ++j) m(i, j) -= factor * m(k, j);
      y[i] -= factor * y[k];
    }
  }
  for (std::int64_t k = n; k-- > 0;) {
    for (std::int64_t j = k + 1; j < n; ++j) y[k] -= m(k, j) * y[j];
    y[k] /= m(k, k);
  }
  scale(y);
  Tensor<T> rounded({n});
  std::copy(y.begin(), y.end(), rounded.begin());
  return rounded;
}

/// A multiple of y with (A − σI)y = x, by LAPACK; in wide arithmetic where that meets a pivot of 0, or y is too long.
template <class T>
std::optional<Tensor<T>> shifted_solve(const Tensor<T>& a, T shift, Tensor<T> x, bool replace_zero_pivot) {
  const std::int64_t n = a.shape[0];
  scale(x);
  Storage<T> columns(a.size());
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) columns[j * n + i] = i == j ? a(i, j) - shift : a(i, j);
  Tensor<T> y = x;
  if (lapack::gesv(static_cast<int>(n), 1, columns.data(), y.data.data()) == 0 && all_finite(y)) return y;
  return wide_solve<T>(a, shift, x, replace_zero_pivot);
}

}  // namespace etalon::fast::linalg
