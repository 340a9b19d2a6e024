#include "reference/contract/linalg/svd.hpp"

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Svd;

/// LAPACK's gesdd, or gesvd where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Svd> Wings<Svd>::fast = []<class T>(const Svd::In<T>& in) -> Result<Svd::Out<T>> {
  const SizeValues size = Svd::sizes(in);
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = size.at("k"), p = size.at("p"), q = size.at("q");
  Svd::Out<T> out{Tensor<T>({m, p}), Tensor<T>({k}), Tensor<T>({q, n})};
  if (k == 0) {
    for (std::int64_t i = 0; i < p; ++i) out.u(i, i) = 1;
    for (std::int64_t i = 0; i < q; ++i) out.vt(i, i) = 1;
    return out;
  }
  // By rows, A is Aᵀ = VΣUᵀ by columns; V by columns is Vᵀ by rows, and Uᵀ by columns is U by rows.
  const auto rows = static_cast<int>(n), columns = static_cast<int>(m);
  Storage<T> destroyed = in.a.data;
  if (lapack::gesdd(in.full == 1, rows, columns, destroyed.data(), out.sigma.data.data(), out.vt.data.data(), out.u.data.data()) != 0) {
    destroyed = in.a.data;
    if (lapack::gesvd(in.full == 1, rows, columns, destroyed.data(), out.sigma.data.data(), out.vt.data.data(), out.u.data.data()) != 0)
      return Failure{"", "LAPACK's iterations did not converge"};
  }
  return out;
};

}  // namespace etalon
