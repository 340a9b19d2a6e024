#include "reference/contract/linalg/qr_canonical.hpp"

#include "reference/linalg/gram_schmidt.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::QrCanonical;

/// Gram and Schmidt, whose R has no negative entry on its diagonal; which columns depend on others is proved.
template <>
const Reference<QrCanonical> Wings<QrCanonical>::reference = [](const QrCanonical::In<Interval>& in) -> Result<QrCanonical::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  Orthogonal f = gram_schmidt(in.a, in.full == 1 ? m : std::min(m, n));
  return QrCanonical::Out<Interval>{std::move(f.q), std::move(f.r)};
};

}  // namespace etalon
