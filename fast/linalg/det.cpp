#include "reference/contract/linalg/det.hpp"

#include <algorithm>

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Det;

/// LAPACK's getrf; the pivots are multiplied with their exponents apart, so that nothing overflows on the way.
template <>
const Fast<Det> Wings<Det>::fast = []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  const auto [factors, swaps] = factor(in.a);
  T product = static_cast<T>(parity(swaps));  // times 2^exponent; ½ ≤ |product| ≤ 1
  std::int64_t exponent = 0;
  for (std::int64_t k = 0; k < n; ++k) {
    int of_pivot, of_product;
    product = std::frexp(product * std::frexp(factors[k * n + k], &of_pivot), &of_product);
    exponent += of_pivot + of_product;
  }
  return Det::Out<T>{std::ldexp(product, static_cast<int>(std::clamp<std::int64_t>(exponent, -5000, 5000)))};
};

}  // namespace etalon
