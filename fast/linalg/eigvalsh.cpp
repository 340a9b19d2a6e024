#include "reference/contract/linalg/eigvalsh.hpp"

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Eigvalsh;

/// LAPACK's syevd, or syevr where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Eigvalsh> Wings<Eigvalsh>::fast = []<class T>(const Eigvalsh::In<T>& in) -> Result<Eigvalsh::Out<T>> {
  const std::int64_t n = in.a.shape[0];

  Tensor<T> lambda({n});
  if (n == 0) return Eigvalsh::Out<T>{lambda};
  // The lower triangle by rows is the upper one by columns.
  std::vector<T> destroyed = in.a.data;
  if (lapack::syevd(false, 'U', static_cast<int>(n), destroyed.data(), lambda.data.data()) != 0) {
    destroyed = in.a.data;
    if (lapack::syevr(false, 'U', static_cast<int>(n), destroyed.data(), lambda.data.data(), static_cast<T*>(nullptr)) != 0)
      return Failure{"", "LAPACK's iterations did not converge"};
  }
  return Eigvalsh::Out<T>{lambda};
};

}  // namespace etalon
