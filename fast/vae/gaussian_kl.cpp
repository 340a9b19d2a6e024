#include "reference/contract/vae/gaussian_kl.hpp"

#include <cmath>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/product.hpp"
#include "fast/linalg/scaled_cholesky.hpp"
#include "fast/linalg/triangular.hpp"
#include "fast/vae/spread.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::vae::GaussianKl;
using contract::vae::GaussianKlGradient;

namespace {

/// Both factors, D of Σ and E of S, and W = K⁻¹E⁻¹(DL, μ − m), d + 1 columns: its squares are the divergence, so that nothing overflows where that does not.
template <class T>
struct Whitened {
  ScaledCholesky<T> cov, prior;
  Tensor<T> w;
};
template <class T>
Result<Whitened<T>> whitened(const GaussianKl::In<T>& in) {
  auto cov = scaled_cholesky(in.cov);
  if (!cov) return cov.failure();
  auto prior = scaled_cholesky(in.prior_cov);
  if (!prior) return prior.failure();
  const std::int64_t d = in.mu.shape[0];
  Whitened<T> out{std::move(*cov), std::move(*prior), Tensor<T>({d, d + 1})};
  const Tensor<T>&l = out.cov.l, &k = out.prior.l;
  for (std::int64_t i = 0; i < d; ++i) {  // row by row from the first
    const int of_cov = out.cov.exponents[static_cast<std::size_t>(i)], of_prior = out.prior.exponents[static_cast<std::size_t>(i)];
    for (std::int64_t j = 0; j <= i; ++j) out.w(i, j) = std::ldexp(l(i, j), of_cov - of_prior);
    out.w(i, d) = out.prior.unscaled(in.mu[i] - in.prior_mu[i], i);
    for (std::int64_t m = 0; m < i; ++m)
      for (std::int64_t j = 0; j <= d; ++j) out.w(i, j) -= k(i, m) * out.w(m, j);
    for (std::int64_t j = 0; j <= d; ++j) out.w(i, j) /= k(i, i);
  }
  return out;
}

}  // namespace

/// With M = K⁻¹L: the squares below its diagonal and of K⁻¹(μ − m), and m_ii² − 1 − log m_ii² on it, which is not negative either.
template <>
const Fast<GaussianKl> Wings<GaussianKl>::fast = []<class T>(const GaussianKl::In<T>& in) -> Result<GaussianKl::Out<T>> {
  const auto of = whitened(in);
  if (!of) return of.failure();
  const std::int64_t d = in.mu.shape[0];
  T sum = 0;
  for (std::int64_t i = 0; i < d; ++i) {
    const auto half_square = [&](std::int64_t j) { return of->w(i, j) / 2 * of->w(i, j); };
    T row = half_square(d);
    for (std::int64_t j = 0; j < i; ++j) row += half_square(j);
    using fast::vae::Deviation, fast::vae::Spread;
    sum += row + fast::vae::VarianceRatio(Deviation<T>(of->cov.pivot(i), Spread::sigma), Deviation<T>(of->prior.pivot(i), Spread::sigma)).half_excess;
  }
  return GaussianKl::Out<T>{sum};
};

/// (N, y) = K⁻ᵀW, then S⁻¹ΣS⁻¹ + yyᵀ as one product by BLAS; the inverses by LAPACK's potri.
template <>
const Fast<GaussianKlGradient> Wings<GaussianKlGradient>::fast = []<class T>(const GaussianKl::In<T>& in) -> Result<GaussianKlGradient::Out<T>> {
  auto of = whitened(in);
  if (!of) return of.failure();
  const std::int64_t d = in.mu.shape[0];
  Tensor<T>& n = of->w;
  Tensor<T>&l = of->cov.l, &k = of->prior.l;
  solve_lower_transposed(k, n);
  const Tensor<T> products = product(n, transposed(n));
  // The lower triangle by rows is the upper one by columns.
  if (lapack::potri('U', static_cast<int>(d), l.data.data()) != 0 || lapack::potri('U', static_cast<int>(d), k.data.data()) != 0) return Failure{"", "LAPACK's potri met a pivot of 0"};
  GaussianKlGradient::Out<T> out{Tensor<T>({d}), Tensor<T>({d, d}), Tensor<T>({d}), Tensor<T>({d, d})};
  for (std::int64_t i = 0; i < d; ++i) {
    out.grad_mu[i] = of->prior.unscaled(n(i, d), i), out.grad_prior_mu[i] = -out.grad_mu[i];
    for (std::int64_t j = 0; j <= i; ++j) {
      const T share = i == j ? T(0.5) : T(1);
      const T prior = of->prior.unscaled(share * k(i, j), i, j);
      out.grad_cov(i, j) = prior - of->cov.unscaled(share * l(i, j), i, j), out.grad_prior_cov(i, j) = prior - of->prior.unscaled(share * products(i, j), i, j);
    }
  }
  return out;
};

}  // namespace etalon
