#include "reference/contract/linalg/mvn_log_pdf.hpp"

#include <cmath>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/scaled_cholesky.hpp"

namespace etalon {
using namespace fast;
using fast::linalg::scaled_cholesky, fast::linalg::ScaledCholesky;
using contract::linalg::MvnLogPdf;
using contract::linalg::MvnLogPdfGradient;
using Variant = MvnLogPdf::Variant;

namespace {

constexpr double log_2pi = 1.837877066409345483560659472811;

template <class T>
Result<ScaledCholesky<T>> factor_of(const MvnLogPdf::In<T>& in, Variant variant) {
  Tensor<T> cov = in.cov;
  if (variant == Variant::symmetrised)  // half of each first: the sum of two could overflow; what is equal stays as it is
    for (std::int64_t i = 0; i < cov.shape[0]; ++i)
      for (std::int64_t j = 0; j < i; ++j)
        if (in.cov(i, j) != in.cov(j, i)) cov(i, j) = in.cov(i, j) / 2 + in.cov(j, i) / 2;
  return scaled_cholesky(std::move(cov));
}

/// DLw = x − μ.
template <class T>
Storage<T> whitened(const ScaledCholesky<T>& factor, const MvnLogPdf::In<T>& in) {
  const Tensor<T>& l = factor.l;
  Storage<T> w = in.x.data;
  for (std::size_t i = 0; i < w.size(); ++i) {
    w[i] = factor.unscaled(w[i] - in.mean[i], static_cast<std::int64_t>(i));
    for (std::size_t k = 0; k < i; ++k) w[i] -= l(i, k) * w[k];
    w[i] /= l(i, i);
  }
  return w;
}

}  // namespace

/// LAPACK's potrf, and forward substitution by rows.
template <>
const Fast<MvnLogPdf> Wings<MvnLogPdf>::fast = []<class T>(const MvnLogPdf::In<T>& in, Variant variant) -> Result<MvnLogPdf::Out<T>> {
  const auto factor = factor_of(in, variant);
  if (!factor) return factor.failure();
  const std::size_t d = in.x.size();
  T half_squares = 0, logs = static_cast<T>(static_cast<double>(d) * (log_2pi / 2));
  for (const T w : whitened(*factor, in)) half_squares += w / 2 * w;  // overflows where the result does
  for (std::size_t i = 0; i < d; ++i) logs += std::log(factor->pivot(static_cast<std::int64_t>(i)));
  return MvnLogPdf::Out<T>{-half_squares - logs};
};

/// y by two substitutions, Σ⁻¹ by LAPACK's potri.
template <>
const Fast<MvnLogPdfGradient> Wings<MvnLogPdfGradient>::fast =
    []<class T>(const MvnLogPdf::In<T>& in, Variant variant) -> Result<MvnLogPdfGradient::Out<T>> {
  const auto factor = factor_of(in, variant);
  if (!factor) return factor.failure();
  const Tensor<T>& l = factor->l;
  const auto d = static_cast<std::int64_t>(in.x.size());
  Storage<T> y = whitened(*factor, in);
  for (std::int64_t i = d; i-- > 0;) {  // LᵀDy = w, from the last row up
    for (std::int64_t k = i + 1; k < d; ++k) y[i] -= l(k, i) * y[k];
    y[i] /= l(i, i);
  }
  for (std::int64_t i = 0; i < d; ++i) y[i] = factor->unscaled(y[i], i);
  Tensor<T> inverse = l;
  if (lapack::potri('U', static_cast<int>(d), inverse.data.data()) != 0) return Failure{"", "LAPACK's potri met a pivot of 0"};
  for (std::int64_t i = 0; i < d; ++i)
    for (std::int64_t j = 0; j <= i; ++j) inverse(i, j) = factor->unscaled(inverse(i, j), i, j);

  MvnLogPdfGradient::Out<T> out{Tensor<T>({d}), Tensor<T>({d}, y), Tensor<T>({d, d})};
  for (std::int64_t i = 0; i < d; ++i) {
    out.grad_x[i] = -y[i];
    for (std::int64_t j = 0; j <= i; ++j) {
      const bool doubled = variant == Variant::independent && i != j;
      out.grad_cov(i, j) = doubled ? y[i] * y[j] - inverse(i, j) : y[i] / 2 * y[j] - inverse(i, j) / 2;
      if (variant == Variant::symmetrised) out.grad_cov(j, i) = out.grad_cov(i, j);
    }
  }
  return out;
};

}  // namespace etalon
