#include "reference/contract/linalg/inverse.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Inverse;

/// The systems AX = I by elimination; singular is proved, not suspected.
template <>
const Reference<Inverse> Wings<Inverse>::reference = [](const Inverse::In<Interval>& in) -> Result<Inverse::Out<Interval>> {
  const Elimination f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  const std::int64_t n = in.a.shape[0];
  Tensor<Interval> one({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) one(i, j) = i == j ? 1 : 0;
  return Inverse::Out<Interval>{solve(f, one), largest_entry(f.u)};
};

}  // namespace etalon
