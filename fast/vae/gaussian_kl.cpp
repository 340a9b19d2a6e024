#include "reference/contract/vae/gaussian_kl.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/product.hpp"
#include "fast/linalg/triangular.hpp"
#include "fast/vae/spread.hpp"
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Cholesky;
using contract::vae::GaussianKl;
using contract::vae::GaussianKlGradient;

namespace {

/// Σ = LLᵀ, S = 4ˢKKᵀ and W = K⁻¹(L, μ − m), d + 1 columns: with the largest entry of K near 1, no product overflows where the divergence does not.
template <class T>
struct Whitened {
  Tensor<T> l, k, w;
  int shift = 0;
};
template <class T>
Result<Whitened<T>> whitened(const GaussianKl::In<T>& in) {
  auto of_cov = Wings<Cholesky>::fast(Cholesky::In<T>{in.cov});
  if (!of_cov) return of_cov.failure();
  auto of_prior = Wings<Cholesky>::fast(Cholesky::In<T>{in.prior_cov});
  if (!of_prior) return of_prior.failure();
  const std::int64_t d = in.mu.shape[0];
  Whitened<T> out{std::move(of_cov->l), std::move(of_prior->l), Tensor<T>({d, d + 1})};
  T largest = d == 0 ? T(1) : T(0);
  for (const T& entry : out.k) largest = std::max(largest, std::fabs(entry));
  out.shift = std::ilogb(largest);
  for (T& entry : out.k) entry = std::ldexp(entry, -out.shift);
  for (std::int64_t i = 0; i < d; ++i) {  // row by row from the first
    for (std::int64_t j = 0; j <= i; ++j) out.w(i, j) = out.l(i, j);
    out.w(i, d) = in.mu[i] - in.prior_mu[i];
    for (std::int64_t k = 0; k < i; ++k)
      for (std::int64_t j = 0; j <= d; ++j) out.w(i, j) -= out.k(i, k) * out.w(k, j);
    for (std::int64_t j = 0; j <= d; ++j) out.w(i, j) /= out.k(i, i);
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
    const auto half_square = [&](std::int64_t j) {
      const T w = std::ldexp(of->w(i, j), -of->shift);
      return w / 2 * w;
    };
    T row = half_square(d);
    for (std::int64_t j = 0; j < i; ++j) row += half_square(j);
    using fast::vae::Deviation, fast::vae::Spread;
    sum += row + fast::vae::VarianceRatio(Deviation<T>(of->l(i, i), Spread::sigma), Deviation<T>(std::ldexp(of->k(i, i), of->shift), Spread::sigma)).half_excess;
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
  solve_lower_transposed(of->k, n);
  const Tensor<T> products = product(n, transposed(n));
  // The lower triangle by rows is the upper one by columns.
  if (lapack::potri('U', static_cast<int>(d), of->l.data.data()) != 0 || lapack::potri('U', static_cast<int>(d), of->k.data.data()) != 0) return Failure{"", "LAPACK's potri met a pivot of 0"};
  GaussianKlGradient::Out<T> out{Tensor<T>({d}), Tensor<T>({d, d}), Tensor<T>({d}), Tensor<T>({d, d})};
  for (std::int64_t i = 0; i < d; ++i) {
    out.grad_mu[i] = std::ldexp(n(i, d), -2 * of->shift), out.grad_prior_mu[i] = -out.grad_mu[i];
    for (std::int64_t j = 0; j <= i; ++j) {
      const T share = i == j ? T(0.5) : T(1);
      const T prior = std::ldexp(share * of->k(i, j), -2 * of->shift);
      out.grad_cov(i, j) = prior - share * of->l(i, j), out.grad_prior_cov(i, j) = prior - std::ldexp(share * products(i, j), -4 * of->shift);
    }
  }
  return out;
};

}  // namespace etalon
