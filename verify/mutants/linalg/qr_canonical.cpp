#include "reference/contract/linalg/qr_canonical.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/qr.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;
using contract::linalg::QrCanonical;

const auto registered =
    mutants<QrCanonical>()
        .add("signs_of_the_reflections", "whatever geqrf gives",
             []<class T>(const QrCanonical::In<T>& in) -> Result<QrCanonical::Out<T>> {
               const auto any = Wings<Qr>::fast(Qr::In<T>{in.a, in.full});
               if (!any) return any.failure();
               return QrCanonical::Out<T>{any->q, any->r};
             })
        .spoils("r_signs_only", "|r_ii| on the diagonal, and nothing else turned", []<class T>(QrCanonical::Out<T>& out, const QrCanonical::In<T>& in) {
          const auto any = Wings<Qr>::fast(Qr::In<T>{in.a, in.full});
          out.q = any->q, out.r = any->r;
          for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i) out.r(i, i) = std::fabs(out.r(i, i));
        })
        .spoils("negative_diagonal", "the other convention", [](auto& out, const auto&) {
          for (auto& x : out.q) x = -x;
          for (auto& x : out.r) x = -x;
        })
        .spoils("columns_of_r", "the signs turned along a column of R instead of a row", []<class T>(QrCanonical::Out<T>& out, const QrCanonical::In<T>& in) {
          const auto any = Wings<Qr>::fast(Qr::In<T>{in.a, in.full});
          out.q = any->q, out.r = any->r;
          for (std::int64_t j = 0; j < std::min(in.a.shape[0], in.a.shape[1]); ++j)
            if (out.r(j, j) < 0) {
              for (std::int64_t i = 0; i <= j; ++i) out.r(i, j) = -out.r(i, j);
              for (std::int64_t i = 0; i < out.q.shape[0]; ++i) out.q(i, j) = -out.q(i, j);
            }
        })
        .add("thin_when_full", "full is ignored", []<class T>(const QrCanonical::In<T>& in) -> Result<QrCanonical::Out<T>> {
          auto thin = in;
          if (thin.full == 1) thin.full = 0;
          return Wings<QrCanonical>::fast(thin);
        });

}  // namespace
}  // namespace etalon::verify
