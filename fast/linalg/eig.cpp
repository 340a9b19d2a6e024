#include "reference/contract/linalg/eig.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Eig;

/// LAPACK's geevx, without scaling: balancing makes rows and columns equal in size, and can make the backward error large
/// beside ‖A‖ (Watkins, A case where balancing is harmful, 2006); only permutations are done. A is brought near 1 by a power of
/// two: an imaginary part that underflows would hide that two columns of u are one complex pair.
template <>
const Fast<Eig> Wings<Eig>::fast = []<class T>(const Eig::In<T>& in) -> Result<Eig::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Eig::Out<T> out{Tensor<T>({n}), Tensor<T>({n}), Tensor<T>({n, n}), Tensor<T>({n, n})};
  // By columns this is Aᵀ: from uᴴAᵀ = λuᴴ follows A·conj(u) = λ·conj(u).
  T largest = 0;
  for (const T entry : in.a) largest = std::max(largest, std::abs(entry));
  const int exponent = largest > 0 ? std::ilogb(largest) : 0;
  Storage<T> destroyed = in.a.data, u(in.a.size());
  for (T& entry : destroyed) entry = std::scalbn(entry, -exponent);
  if (lapack::geevx('V', static_cast<int>(n), destroyed.data(), out.lambda_re.data.data(), out.lambda_im.data.data(), u.data()) != 0)
    return Failure{"", "LAPACK's iterations did not converge"};
  for (std::int64_t j = 0; j < n; ++j) {
    const bool pair = out.lambda_im[j] != 0;  // u_j ± i·u_{j+1} for λ_j and λ_{j+1}
    for (std::int64_t i = 0; i < n; ++i) {
      out.v_re(i, j) = u[j * n + i];
      if (!pair) continue;
      out.v_re(i, j + 1) = u[j * n + i];
      out.v_im(i, j) = -u[(j + 1) * n + i];
      out.v_im(i, j + 1) = u[(j + 1) * n + i];
    }
    if (pair) ++j;
  }
  for (T& part : out.lambda_re) part = std::scalbn(part, exponent);
  for (T& part : out.lambda_im) part = std::scalbn(part, exponent);
  return out;
};

}  // namespace etalon
