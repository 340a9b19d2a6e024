#include "reference/scale/approximate.hpp"

#include <lapacke.h>

#include <algorithm>
#include <cmath>

#include "reference/scale/real_product.hpp"

namespace etalon::reference::scale {
namespace {

Tensor<double> transposed(const Tensor<double>& a) {
  Tensor<double> t({a.shape[1], a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) t(j, i) = a(i, j);
  return t;
}

}  // namespace

std::optional<Tensor<double>> scaled_to_double(const Tensor<Real>& a) {
  constexpr int smallest = -1000;
  mpfr_exp_t top = mpfr_get_emin();
  for (const Real& x : a) {
    if (!mpfr_number_p(raw(x))) return std::nullopt;
    if (!mpfr_zero_p(raw(x))) top = std::max(top, mpfr_get_exp(raw(x)));
  }
  Tensor<double> result(a.shape);
  for (std::size_t e = 0; e < a.size(); ++e) {
    if (mpfr_zero_p(raw(a[e])) || mpfr_get_exp(raw(a[e])) - top < smallest) continue;
    long exponent;
    const double fraction = mpfr_get_d_2exp(&exponent, raw(a[e]), MPFR_RNDN);
    result[e] = std::ldexp(fraction, static_cast<int>(exponent - top));
  }
  return result;
}

std::optional<Tensor<double>> eigenvectors(Tensor<double> a) {
  const auto n = static_cast<lapack_int>(a.shape[0]);
  std::vector<double> values(a.shape[0]);
  if (n > 0 && LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', n, a.data.data(), n, values.data()) != 0) return std::nullopt;
  return transposed(a);
}

std::optional<RightVectors> right_vectors(const Tensor<double>& a) {
  const auto m = static_cast<lapack_int>(a.shape[0]), n = static_cast<lapack_int>(a.shape[1]);
  Tensor<double> columns = transposed(a), u({a.shape[1], a.shape[0]});
  RightVectors result{Tensor<double>({a.shape[1], a.shape[1]}), std::vector<double>(a.shape[1])};
  if (n == 0) return result;
  // Column-major Vᵀ is row-major V.
  if (LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'S', m, n, columns.data.data(), m, result.sigma.data(), u.data.data(), m, result.v.data.data(), n) != 0)
    return std::nullopt;
  return result;
}

}  // namespace etalon::reference::scale
