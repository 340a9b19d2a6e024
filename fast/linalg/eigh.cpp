#include "fast/linalg/eigh.hpp"

#include <cmath>

#include "fast/backend/lapack.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Eigh;

const Fast<Eigh> eigh = []<class T>(const Eigh::In<T>& in) -> Result<Eigh::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j)
      if (!std::isfinite(in.a(i, j))) return domain("C1", "the lower triangle has an entry that is not finite");

  Eigh::Out<T> out{Tensor<T>({n}), in.a};
  if (n == 0) return out;
  // The lower triangle by rows is the upper one by columns.
  if (lapack::syevd(true, 'U', static_cast<int>(n), out.q.data.data(), out.lambda.data.data()) != 0) {
    std::vector<T> destroyed = in.a.data;
    if (lapack::syevr(true, 'U', static_cast<int>(n), destroyed.data(), out.lambda.data.data(), out.q.data.data()) != 0)
      return Failure{"", "LAPACK's iterations did not converge"};
  }
  for (std::int64_t i = 0; i < n; ++i)  // it wrote the vectors by columns
    for (std::int64_t j = 0; j < i; ++j) std::swap(out.q(i, j), out.q(j, i));
  return out;
};

}  // namespace etalon::fast::linalg
