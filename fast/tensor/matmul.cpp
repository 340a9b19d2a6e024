#include "reference/contract/tensor/matmul.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/blas.hpp"

namespace etalon {
using namespace fast;
using contract::tensor::Matmul;

/// BLAS: blocked for the caches, in vector registers, with fused multiply-adds where the machine has them.
template <>
const Fast<Matmul> Wings<Matmul>::fast = []<class T>(const Matmul::In<T>& in) -> Result<Matmul::Out<T>> {
  const std::int64_t m = in.a.shape[0], k = in.a.shape[1], n = in.b.shape[1];
  const auto finite = [](T x) { return std::isfinite(x); };
  if (m > 0 && n > 0) {
    if (!std::all_of(in.a.begin(), in.a.end(), finite)) return domain("C1", "a has an entry that is not finite");
    if (!std::all_of(in.b.begin(), in.b.end(), finite)) return domain("C1", "b has an entry that is not finite");
  }
  Tensor<T> c({m, n});
  backend::gemm(m, n, k, in.a.data.data(), in.b.data.data(), c.data.data());
  return Matmul::Out<T>{c};
};

}  // namespace etalon
