#include "reference/contract/linalg/lstsq.hpp"

#include <algorithm>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Lstsq;

/// LAPACK's gels: Householder QR.
template <>
const Fast<Lstsq> Wings<Lstsq>::fast = []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], sides = in.b.shape[1];
  const bool all_zero = std::all_of(in.a.begin(), in.a.end(), [](T x) { return x == 0; });  // gels answers with 0
  if (m < n || (n > 0 && all_zero)) return domain("C2", "the columns of the matrix are not independent");
  Lstsq::Out<T> out{Tensor<T>({n, sides})};
  if (n == 0) return out;
  auto a = columns(in.a), b = columns(in.b);
  if (lapack::gels(static_cast<int>(m), static_cast<int>(n), static_cast<int>(sides), a.data(), b.data()) != 0)
    return domain("C2", "the columns of the matrix are not independent");
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < sides; ++j) out.x(i, j) = b[j * m + i];
  return out;
};

}  // namespace etalon
