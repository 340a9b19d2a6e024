#include "reference/contract/vae/gaussian_kl.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;
using contract::vae::GaussianKl;
using contract::vae::GaussianKlGradient;

namespace {

template <class T>
struct Factors {
  Tensor<T> l, k;
};
/// Σ = LLᵀ and S = KKᵀ; the clause C2 of linalg.cholesky is ours.
template <class T>
Result<Factors<T>> factors(const GaussianKl::In<T>& in) {
  const auto of_cov = Wings<Cholesky>::reference(Cholesky::In<T>{in.cov});
  if (!of_cov) return of_cov.failure();
  const auto of_prior = Wings<Cholesky>::reference(Cholesky::In<T>{in.prior_cov});
  if (!of_prior) return of_prior.failure();
  return Factors<T>{of_cov->l, of_prior->l};
}
/// μ − m, one column.
template <class T>
Tensor<T> difference(const GaussianKl::In<T>& in) {
  Tensor<T> r({in.mu.shape[0], 1}, in.mu.data);
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= in.prior_mu[i];
  return r;
}

}  // namespace

/// ½(‖K⁻¹(μ − m)‖² + Σ m_ij² below the diagonal + Σ (e^δ − 1) − δ on it), with M = K⁻¹L and δ = log m_ii²: the trace less d, and the determinants.
template <>
const Reference<GaussianKl> Wings<GaussianKl>::reference = []<class T>(const GaussianKl::In<T>& in) -> Result<GaussianKl::Out<T>> {
  const auto of = factors(in);
  if (!of) return of.failure();
  const Tensor<T> m = solve_lower(of->k, of->l);
  T sum = 0;
  for (const T& w : solve_lower(of->k, difference(in))) sum += square(w);
  for (std::int64_t i = 0; i < m.shape[0]; ++i) {
    for (std::int64_t j = 0; j < i; ++j) sum += square(m(i, j));
    const T log_ratio = 2 * log(m(i, i));
    sum += expm1(log_ratio) - log_ratio;
  }
  return GaussianKl::Out<T>{sum / 2};
};

/// As the statement writes it, with the inverses from the factors.
template <>
const Reference<GaussianKlGradient> Wings<GaussianKlGradient>::reference = []<class T>(const GaussianKl::In<T>& in) -> Result<GaussianKlGradient::Out<T>> {
  const auto of = factors(in);
  if (!of) return of.failure();
  const std::int64_t d = in.mu.shape[0];
  const Tensor<T> y = solve_lower_transposed(of->k, solve_lower(of->k, difference(in)));
  const Tensor<T> inverse = inverse_from_factor(of->l), prior_inverse = inverse_from_factor(of->k);
  const Tensor<T> n = solve_lower_transposed(of->k, solve_lower(of->k, of->l));  // S⁻¹ΣS⁻¹ = NNᵀ
  GaussianKlGradient::Out<T> out{Tensor<T>({d}, y.data), zeros<T>(d, d), map(Tensor<T>({d}, y.data), [](const T& g) { return -g; }), zeros<T>(d, d)};
  for (std::int64_t i = 0; i < d; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      T product = y[i] * y[j];
      for (std::int64_t k = 0; k < d; ++k) product += n(i, k) * n(j, k);
      const T g = prior_inverse(i, j) - inverse(i, j), h = prior_inverse(i, j) - product;
      out.grad_cov(i, j) = i == j ? g / 2 : g, out.grad_prior_cov(i, j) = i == j ? h / 2 : h;
    }
  return out;
};

}  // namespace etalon
