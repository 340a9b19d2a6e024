#include "reference/contract/linalg/qr.hpp"

#include "reference/linalg/gram_schmidt.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Qr;

/// Gram and Schmidt; which columns depend on others is proved.
template <>
const Reference<Qr> Wings<Qr>::reference = [](const Qr::In<Interval>& in) -> Result<Qr::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  Orthogonal f = gram_schmidt(in.a, in.full == 1 ? m : std::min(m, n));
  return Qr::Out<Interval>{std::move(f.q), std::move(f.r)};
};

}  // namespace etalon
