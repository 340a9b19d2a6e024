#include "reference/contract/linalg/eigh.hpp"

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Eigh;

/// LAPACK's syevd, or syevr where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Eigh> Wings<Eigh>::fast = []<class T>(const Eigh::In<T>& in) -> Result<Eigh::Out<T>> {
  const std::int64_t n = in.a.shape[0];

  Eigh::Out<T> out{Tensor<T>({n}), in.a};
  if (n == 0) return out;
  // The lower triangle by rows is the upper one by columns.
  if (lapack::syevd(true, 'U', static_cast<int>(n), out.q.data.data(), out.lambda.data.data()) != 0) {
    Storage<T> destroyed = in.a.data;
    if (lapack::syevr(true, 'U', static_cast<int>(n), destroyed.data(), out.lambda.data.data(), out.q.data.data()) != 0)
      return Failure{"", "LAPACK's iterations did not converge"};
  }
  transpose(n, out.q.data.data());  // it wrote the vectors by columns
  return out;
};

}  // namespace etalon
