#include <cmath>

#include "reference/contract/linalg/qr.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;

const auto registered =
    mutants<Qr>()
        .spoils("classical_gram_schmidt", "orthogonality lost with the square of the condition", []<class T>(Qr::Out<T>& out, const Qr::In<T>& in) {
          if (in.full == 1 || in.a.shape[0] < in.a.shape[1]) return;
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
          for (std::int64_t j = 0; j < n; ++j) {
            for (std::int64_t i = 0; i < m; ++i) out.q(i, j) = in.a(i, j);
            for (std::int64_t k = 0; k < j; ++k) {
              T along = 0;
              for (std::int64_t i = 0; i < m; ++i) along += out.q(i, k) * in.a(i, j);
              out.r(k, j) = along;
              for (std::int64_t i = 0; i < m; ++i) out.q(i, j) -= along * out.q(i, k);
            }
            T norm = 0;
            for (std::int64_t i = 0; i < m; ++i) norm = std::hypot(norm, out.q(i, j));
            out.r(j, j) = norm;
            for (std::int64_t i = 0; i < m && norm > 0; ++i) out.q(i, j) /= norm;
          }
        })
        .spoils("q_signs_only", "the signs are turned in Q alone", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i)
            if (out.r(i, i) < 0)
              for (std::int64_t j = 0; j < in.a.shape[0]; ++j) out.q(j, i) = -out.q(j, i);
        })
        .spoils("q_transposed", "Qᵀ where Q is square", [](auto& out, const auto&) {
          if (out.q.shape[0] == out.q.shape[1])
            for (std::int64_t i = 0; i < out.q.shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) std::swap(out.q(i, j), out.q(j, i));
        })
        .add("thin_when_full", "full is ignored",
             []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
               Qr::In<T> thin = in;
               if (thin.full == 1) thin.full = 0;
               return Wings<Qr>::fast(thin);
             })
        .spoils("zero_columns_in_q", "where R has a tiny diagonal entry, Q has a column of zeros", []<class T>(Qr::Out<T>& out, const Qr::In<T>& in) {
          for (std::int64_t k = 0; k < std::min(in.a.shape[0], in.a.shape[1]); ++k)
            if (std::fabs(out.r(k, k)) < std::numeric_limits<T>::epsilon())
              for (std::int64_t i = 0; i < in.a.shape[0]; ++i) out.q(i, k) = 0;
        })
        .spoils("reflections_below_r", "what geqrf leaves below the diagonal", [](auto& out, const auto&) {
          if (out.r.shape[0] > 1 && out.r.shape[1] > 0) out.r(1, 0) = out.q(1, 0);
        })
        .spoils("cholesky_of_gram", "R from AᵀA in half of the digits: residuals of √u", []<class T>(Qr::Out<T>& out, const Qr::In<T>&) {
          const T half = std::sqrt(std::numeric_limits<T>::epsilon());
          for (auto& x : out.r) x += half * x;
        });

}  // namespace
}  // namespace etalon::verify
