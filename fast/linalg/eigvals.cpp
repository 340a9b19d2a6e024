#include "fast/linalg/eigvals.hpp"

#include <cmath>

#include "fast/backend/lapack.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Eigvals;

const Fast<Eigvals> eigvals = []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
  for (const T x : in.a)
    if (!std::isfinite(x)) return domain("C1", "the matrix has an entry that is not finite");

  const std::int64_t n = in.a.shape[0];
  Eigvals::Out<T> out{Tensor<T>({n}), Tensor<T>({n})};
  std::vector<T> destroyed = in.a.data;  // Aᵀ by columns has the same eigenvalues
  if (lapack::geevx('N', static_cast<int>(n), destroyed.data(), out.lambda_re.data.data(), out.lambda_im.data.data(), nullptr) != 0)
    return Failure{"", "LAPACK's iterations did not converge"};
  return out;
};

}  // namespace etalon::fast::linalg
