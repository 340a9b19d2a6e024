#include "reference/contract/linalg/eigvals.hpp"

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Eigvals;

/// LAPACK's geevx without vectors, permuted but not balanced; see fast/linalg/eig.cpp.
template <>
const Fast<Eigvals> Wings<Eigvals>::fast = []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Eigvals::Out<T> out{Tensor<T>({n}), Tensor<T>({n})};
  Storage<T> destroyed = in.a.data;  // Aᵀ by columns has the same eigenvalues
  if (lapack::geevx('N', static_cast<int>(n), destroyed.data(), out.lambda_re.data.data(), out.lambda_im.data.data(), nullptr) != 0)
    return Failure{"", "LAPACK's iterations did not converge"};
  return out;
};

}  // namespace etalon
