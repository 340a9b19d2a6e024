#include <cmath>

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/mvn_log_pdf.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::MvnLogPdf;
using contract::linalg::MvnLogPdfGradient;
using Variant = MvnLogPdf::Variant;

template <class T>
Tensor<T> factor_of(const Tensor<T>& cov) {
  return Wings<Cholesky>::fast(Cholesky::In<T>{cov})->l;
}
/// The log density of the other one, with what `change` adds for the factor L of Σ.
template <class T, class F>
Result<MvnLogPdf::Out<T>> plus(const MvnLogPdf::In<T>& in, Variant variant, F change) {
  auto out = Wings<MvnLogPdf>::fast(in, variant);
  if (out) out->log_density += change(factor_of(in.cov));
  return out;
}
template <class T>
T half_log_det(const Tensor<T>& l) {
  T sum = 0;
  for (std::int64_t i = 0; i < l.shape[0]; ++i) sum += std::log(l(i, i));
  return sum;
}

const auto registered =
    mutants<MvnLogPdf>()
        .add("determinant_of_the_factor", "½·log det L instead of log det L",
             []<class T>(const MvnLogPdf::In<T>& in, Variant v) { return plus(in, v, [](const Tensor<T>& l) { return half_log_det(l) / 2; }); })
        .add("constant_forgotten", "without d·log 2π: the same gradient, but no density",
             []<class T>(const MvnLogPdf::In<T>& in, Variant v) {
               return plus(in, v, [](const Tensor<T>& l) { return static_cast<T>(l.shape[0]) * T(0.9189385332046727); });
             })
        .add("one_dimension", "log 2π once instead of d times",
             []<class T>(const MvnLogPdf::In<T>& in, Variant v) {
               return plus(in, v, [](const Tensor<T>& l) { return static_cast<T>(l.shape[0] - 1) * T(0.9189385332046727); });
             })
        .add("determinant", "log of det Σ, which overflows or underflows",
             []<class T>(const MvnLogPdf::In<T>& in, Variant v) {
               return plus(in, v, [](const Tensor<T>& l) {
                 T det = 1;
                 for (std::int64_t i = 0; i < l.shape[0]; ++i) det *= l(i, i) * l(i, i);
                 return half_log_det(l) - std::log(det) / 2;
               });
             })
        .add("precision_for_covariance", "Σ taken for its inverse",
             []<class T>(const MvnLogPdf::In<T>& in, Variant v) -> Result<MvnLogPdf::Out<T>> {
               if (const auto valid = Wings<MvnLogPdf>::fast(in, v); !valid) return valid;
               const std::int64_t d = in.x.shape[0];
               T sum = half_log_det(factor_of(in.cov)) - static_cast<T>(d) * T(0.9189385332046727);
               for (std::int64_t i = 0; i < d; ++i)
                 for (std::int64_t j = 0; j < d; ++j) sum -= (in.x[i] - in.mean[i]) * in.cov(i, j) * (in.x[j] - in.mean[j]) / 2;
               return MvnLogPdf::Out<T>{sum};
             })
        .add("jitter", "10⁻⁶ on the diagonal, to be safe", []<class T>(const MvnLogPdf::In<T>& in, Variant v) {
          MvnLogPdf::In<T> safe = in;
          for (std::int64_t i = 0; i < in.cov.shape[0]; ++i) safe.cov(i, i) += T(1e-6);
          return Wings<MvnLogPdf>::fast(safe, v);
        });

const auto registered_gradient =
    mutants<MvnLogPdfGradient>()
        .spoils("half_forgotten", "yyᵀ − Σ⁻¹ without the factor ½", [](auto& out, const auto&) { for (auto& g : out.grad_cov) g *= 2; })
        .spoils("determinant_forgotten", "½yyᵀ: log det Σ held constant", [](auto& out, const auto&) {
          const auto& y = out.grad_mean;
          for (std::size_t i = 0; i < y.size(); ++i)
            for (std::size_t j = 0; j < y.size(); ++j) out.grad_cov(i, j) = y[i] / 2 * y[j];
        })
        .spoils("lower_triangle_alone", "reverse mode through potrf, its gradient not symmetrised", [](auto& out, const auto&) {
          for (std::int64_t i = 0; i < out.grad_cov.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_cov(i, j) *= 2, out.grad_cov(j, i) = 0;
        })
        .spoils("twice_off_the_diagonal", "2G − diag(G): both entries take what they share", [](auto& out, const auto&) {
          for (std::int64_t i = 0; i < out.grad_cov.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_cov(i, j) *= 2, out.grad_cov(j, i) = out.grad_cov(i, j);
        })
        .spoils("sign", "of the negative log density", [](auto& out, const auto&) {
          for (auto* tensor : {&out.grad_x, &out.grad_mean, &out.grad_cov})
            for (auto& g : *tensor) g = -g;
        })
        .spoils("whitened", "to μ the whitened deviation L⁻¹(x − μ), one substitution short", [](auto& out, const auto& in) {
          const auto l = factor_of(in.cov);
          for (std::int64_t i = 0; i < l.shape[0]; ++i) {  // w = Lᵀy
            auto w = l(i, i) * out.grad_mean[i];
            for (std::int64_t k = i + 1; k < l.shape[0]; ++k) w += l(k, i) * out.grad_mean[k];
            out.grad_mean[i] = w;
            out.grad_x[i] = -w;
          }
        });

}  // namespace
}  // namespace etalon::verify
