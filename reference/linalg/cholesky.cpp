#include "reference/contract/linalg/cholesky.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;

namespace {
const Interval& value_of(const Interval& x) { return x; }
template <Lifted N>
const Interval& value_of(const N& x) { return x.value(); }
}  // namespace

/// Definite by the signs of the leading minors; then L column by column, as A = LLᵀ defines it.
template <>
const Reference<Cholesky> Wings<Cholesky>::reference = []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
  const Tensor<T>& a = in.a;
  const std::int64_t n = a.shape[0];
  if (const auto order = first_nonpositive_minor(map(a, [](const T& x) { return value_of(x); })); order != 0)
    return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");

  Tensor<T> l({n, n}, std::vector<T>(a.size(), T(0)));
  for (std::int64_t j = 0; j < n; ++j) {
    T pivot = a(j, j);
    for (std::int64_t k = 0; k < j; ++k) pivot -= square(l(j, k));
    l(j, j) = sqrt(pivot);
    for (std::int64_t i = j + 1; i < n; ++i) {
      T sum = a(i, j);
      for (std::int64_t k = 0; k < j; ++k) sum -= l(i, k) * l(j, k);
      l(i, j) = sum / l(j, j);
    }
  }
  return Cholesky::Out<T>{l};
};

}  // namespace etalon
