#include <cmath>

#include "reference/contract/linalg/qr.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;

/// Gram and Schmidt, thin: classical from the column as given, or from the Gram matrix.
template <class T>
Result<Qr::Out<T>> classical(const Qr::In<T>& in) {
  auto out = Wings<Qr>::fast(in);
  if (!out || in.full == 1 || in.a.shape[0] < in.a.shape[1]) return out;
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  for (std::int64_t j = 0; j < n; ++j) {
    for (std::int64_t i = 0; i < m; ++i) out->q(i, j) = in.a(i, j);
    for (std::int64_t k = 0; k < j; ++k) {
      T along = 0;
      for (std::int64_t i = 0; i < m; ++i) along += out->q(i, k) * in.a(i, j);
      out->r(k, j) = along;
      for (std::int64_t i = 0; i < m; ++i) out->q(i, j) -= along * out->q(i, k);
    }
    T norm = 0;
    for (std::int64_t i = 0; i < m; ++i) norm = std::hypot(norm, out->q(i, j));
    out->r(j, j) = norm;
    for (std::int64_t i = 0; i < m && norm > 0; ++i) out->q(i, j) /= norm;
  }
  return out;
}

const auto registered =
    mutants<Qr>()
        .add("classical_gram_schmidt", "orthogonality lost with the square of the condition",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> { return classical(in); })
        .add("canonical_ignored", "the signs of Householder's reflections, asked for or not",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               Qr::In<T> any = in;
               if (any.canonical == 1) any.canonical = 0;
               return Wings<Qr>::fast(any);
             })
        .add("q_signs_only", "the signs are turned in Q alone",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               auto out = Wings<Qr>::fast(in);
               if (out)
                 for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i)
                   if (out->r(i, i) < 0)
                     for (std::int64_t j = 0; j < in.a.shape[0]; ++j) out->q(j, i) = -out->q(j, i);
               return out;
             })
        .add("q_transposed", "Qᵀ where Q is square",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               auto out = Wings<Qr>::fast(in);
               if (out && out->q.shape[0] == out->q.shape[1])
                 for (std::int64_t i = 0; i < out->q.shape[0]; ++i)
                   for (std::int64_t j = 0; j < i; ++j) std::swap(out->q(i, j), out->q(j, i));
               return out;
             })
        .add("thin_when_full", "full is ignored",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               Qr::In<T> thin = in;
               if (thin.full == 1) thin.full = 0;
               return Wings<Qr>::fast(thin);
             })
        .add("zero_columns_in_q", "where R has a tiny diagonal entry, Q has a column of zeros",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               auto out = Wings<Qr>::fast(in);
               if (out)
                 for (std::int64_t k = 0; k < std::min(in.a.shape[0], in.a.shape[1]); ++k)
                   if (std::fabs(out->r(k, k)) < std::numeric_limits<T>::epsilon())
                     for (std::int64_t i = 0; i < in.a.shape[0]; ++i) out->q(i, k) = 0;
               return out;
             })
        .add("reflections_below_r", "what geqrf leaves below the diagonal",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               auto out = Wings<Qr>::fast(in);
               if (out && out->r.shape[0] > 1 && out->r.shape[1] > 0) out->r(1, 0) = out->q(1, 0);
               return out;
             })
        .add("cholesky_of_gram", "R from AᵀA in half of the digits: residuals of √u",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               auto out = Wings<Qr>::fast(in);
               const T half = std::sqrt(std::numeric_limits<T>::epsilon());
               if (out)
                 for (T& x : out->r) x += half * x;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
