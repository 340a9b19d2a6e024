#include "reference/contract/linalg/qr.hpp"

#include "fast/linalg/columns.hpp"
#include "fast/linalg/reflections.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Qr;

/// LAPACK's geqrf and orgqr.
template <>
const Fast<Qr> Wings<Qr>::fast = []<class T>(const Qr::In<T>& in) -> Result<Qr::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n), width = in.full == 1 ? m : k;
  auto both = columns(in.a);
  Storage<T> tau(k);
  lapack::geqrf(static_cast<int>(m), static_cast<int>(n), both.data(), tau.data());
  Qr::Out<T> out{{}, upper_triangle(width, m, n, both)};
  out.q = from_columns(orthonormal(m, width, k, std::move(both), tau), m, width);
  return out;
};

}  // namespace etalon
