#include "reference/contract/linalg/svdvals.hpp"

#include <algorithm>

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Svdvals;

/// LAPACK's gesdd, or gesvd where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Svdvals> Wings<Svdvals>::fast = []<class T>(const Svdvals::In<T>& in) -> Result<Svdvals::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  Tensor<T> sigma({std::min(m, n)});
  if (sigma.size() == 0) return Svdvals::Out<T>{std::move(sigma)};
  // By rows, A is Aᵀ by columns, which has the same singular values.
  const auto rows = static_cast<int>(n), columns = static_cast<int>(m);
  std::vector<T> destroyed = in.a.data;
  if (lapack::gesdd(rows, columns, destroyed.data(), sigma.data.data()) != 0) {
    destroyed = in.a.data;
    if (lapack::gesvd(rows, columns, destroyed.data(), sigma.data.data()) != 0) return Failure{"", "LAPACK's iterations did not converge"};
  }
  return Svdvals::Out<T>{std::move(sigma)};
};

}  // namespace etalon
