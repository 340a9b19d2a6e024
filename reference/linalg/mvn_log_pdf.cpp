#include "reference/contract/linalg/mvn_log_pdf.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
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

/// x − μ, one column.
template <class T>
Tensor<T> deviation(const MvnLogPdf::In<T>& in) {
  Tensor<T> r({in.x.shape[0], 1}, in.x.data);
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
  for (const T& w : solve_lower(factor->l, deviation(in))) sum += square(w);
  for (std::int64_t i = 0; i < d; ++i) sum += 2 * log(factor->l(i, i));
  return MvnLogPdf::Out<T>{-sum / 2};
};

/// y = L⁻ᵀL⁻¹r and Σ⁻¹ = L⁻ᵀL⁻¹.
template <>
const Reference<MvnLogPdfGradient> Wings<MvnLogPdfGradient>::reference =
    []<class T>(const MvnLogPdf::In<T>& in, Variant variant) -> Result<MvnLogPdfGradient::Out<T>> {
  const auto factor = factor_of(in, variant);
  if (!factor) return factor.failure();
  const auto d = static_cast<std::int64_t>(in.x.size());
  const Tensor<T> y = solve_lower_transposed(factor->l, solve_lower(factor->l, deviation(in))), inverse = inverse_from_factor(factor->l);

  MvnLogPdfGradient::Out<T> out{Tensor<T>({d}), Tensor<T>({d}, y.data), zeros<T>(d, d)};
  for (std::int64_t i = 0; i < d; ++i) {
    out.grad_x[i] = -y[i];
    for (std::int64_t j = 0; j <= i; ++j) {
      const T twice = y[i] * y[j] - inverse(i, j);
      out.grad_cov(i, j) = variant == Variant::independent && i != j ? twice : twice / 2;
      if (variant == Variant::symmetrised) out.grad_cov(j, i) = out.grad_cov(i, j);
    }
  }
  return out;
};

}  // namespace etalon
