#include "reference/contract/linalg/mvn_log_pdf.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::MvnLogPdf;
using contract::linalg::MvnLogPdfGradient;
using Variant = MvnLogPdf::Variant;

namespace {

/// L of the covariance as the convention reads it.
template <class T>
Result<Cholesky::Out<T>> factor_of(const MvnLogPdf::In<T>& in, Variant variant) {
  Tensor<T> cov = in.cov;
  if (variant == Variant::symmetrised)
    for (std::int64_t i = 0; i < cov.shape[0]; ++i)
      for (std::int64_t j = 0; j < i; ++j) cov(i, j) = (in.cov(i, j) + in.cov(j, i)) / 2;
  return Wings<Cholesky>::reference(Cholesky::In<T>{cov});  // its clause C2 is ours
}

/// Lw = b, from the first row down.
template <class T>
std::vector<T> forward_substitution(const Tensor<T>& l, std::vector<T> b) {
  for (std::size_t i = 0; i < b.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= l(i, k) * b[k];
    b[i] /= l(i, i);
  }
  return b;
}

template <class T>
std::vector<T> deviation(const MvnLogPdf::In<T>& in) {
  std::vector<T> r = in.x.data;
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= in.mean[i];
  return r;
}

}  // namespace

/// −½(‖w‖² + 2 Σ log l_ii + d·log 2π) with Σ = LLᵀ and Lw = x − μ.
template <>
const Reference<MvnLogPdf> Wings<MvnLogPdf>::reference = []<class T>(const MvnLogPdf::In<T>& in, Variant variant) -> Result<MvnLogPdf::Out<T>> {
  const auto factor = factor_of(in, variant);
  if (!factor) return factor.failure();
  const auto d = static_cast<std::int64_t>(in.x.size());
  T sum = T(d) * log(T(2 * pi()));
  for (const T& w : forward_substitution(factor->l, deviation(in))) sum += square(w);
  for (std::int64_t i = 0; i < d; ++i) sum += 2 * log(factor->l(i, i));
  return MvnLogPdf::Out<T>{-sum / 2};
};

/// y = L⁻ᵀw and Σ⁻¹ = L⁻ᵀL⁻¹.
template <>
const Reference<MvnLogPdfGradient> Wings<MvnLogPdfGradient>::reference =
    []<class T>(const MvnLogPdf::In<T>& in, Variant variant) -> Result<MvnLogPdfGradient::Out<T>> {
  const auto factor = factor_of(in, variant);
  if (!factor) return factor.failure();
  const auto d = static_cast<std::int64_t>(in.x.size());
  std::vector<std::vector<T>> m;  // the columns of L⁻¹: column j is 0 above its entry j
  for (std::int64_t j = 0; j < d; ++j) {
    std::vector<T> e(d, T(0));
    e[j] = 1;
    m.push_back(forward_substitution(factor->l, std::move(e)));
  }
  const std::vector<T> w = forward_substitution(factor->l, deviation(in));

  MvnLogPdfGradient::Out<T> out{Tensor<T>({d}, std::vector<T>(d, T(0))), Tensor<T>({d}, std::vector<T>(d, T(0))),
                                Tensor<T>({d, d}, std::vector<T>(d * d, T(0)))};
  for (std::int64_t i = 0; i < d; ++i) {
    for (std::int64_t k = i; k < d; ++k) out.grad_mean[i] += m[i][k] * w[k];
    out.grad_x[i] = -out.grad_mean[i];
  }
  for (std::int64_t i = 0; i < d; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      T inverse = 0;
      for (std::int64_t k = i; k < d; ++k) inverse += m[i][k] * m[j][k];
      const T twice = out.grad_mean[i] * out.grad_mean[j] - inverse;
      out.grad_cov(i, j) = variant == Variant::independent && i != j ? twice : twice / 2;
      if (variant == Variant::symmetrised) out.grad_cov(j, i) = out.grad_cov(i, j);
    }
  return out;
};

}  // namespace etalon
