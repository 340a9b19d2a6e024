#include "reference/contract/linalg/qr_canonical.hpp"

#include "reference/contract/linalg/qr.hpp"

namespace etalon {
using contract::linalg::Qr;
using contract::linalg::QrCanonical;

/// linalg.qr, and then the signs: of a row of R and the column of Q with it.
template <>
const Fast<QrCanonical> Wings<QrCanonical>::fast = []<class T>(const QrCanonical::In<T>& in) -> Result<QrCanonical::Out<T>> {
  auto factors = Wings<Qr>::fast(Qr::In<T>{in.a, in.full});
  if (!factors) return factors.failure();
  auto& [q, r] = *factors;
  for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.a.shape[1]); ++i) {
    if (!(r(i, i) < 0)) continue;
    for (std::int64_t j = i; j < r.shape[1]; ++j) r(i, j) = -r(i, j);
    for (std::int64_t j = 0; j < q.shape[0]; ++j) q(j, i) = -q(j, i);
  }
  return QrCanonical::Out<T>{q, r};
};

}  // namespace etalon
