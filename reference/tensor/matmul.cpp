#include "reference/contract/tensor/matmul.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::Matmul;

/// Σₖ aᵢₖbₖⱼ, as it is written.
template <>
const Reference<Matmul> Wings<Matmul>::reference = []<class T>(const Matmul::In<T>& in) -> Result<Matmul::Out<T>> {
  const auto finite = [](const T& x) { return !isnan(x) && !is_infinity(x, +1) && !is_infinity(x, -1); };
  const std::int64_t m = in.a.shape[0], n = in.b.shape[1], terms = in.a.shape[1];

  Tensor<T> c({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      T sum = 0;
      for (std::int64_t k = 0; k < terms; ++k) {
        if (!finite(in.a(i, k))) return domain("C1", "a" + shape_text(Dimensions{i, k}) + " is not finite");
        if (!finite(in.b(k, j))) return domain("C1", "b" + shape_text(Dimensions{k, j}) + " is not finite");
        sum += in.a(i, k) * in.b(k, j);
      }
      c(i, j) = sum;
    }
  return Matmul::Out<T>{c};
};

}  // namespace etalon
