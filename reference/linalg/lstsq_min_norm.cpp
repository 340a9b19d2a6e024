#include "reference/contract/linalg/lstsq_min_norm.hpp"

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::LstsqMinNorm;

/// X = A⁺B, by its definition.
template <>
const Reference<LstsqMinNorm> Wings<LstsqMinNorm>::reference = [](const LstsqMinNorm::In<Interval>& in) -> Result<LstsqMinNorm::Out<Interval>> {
  const Tensor<Interval> inverse = pseudoinverse(in.a, in.rcond);
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = in.b.shape[1];
  LstsqMinNorm::Out<Interval> out{Tensor<Interval>({n, p})};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < p; ++j)
      for (std::int64_t l = 0; l < m; ++l) out.x(i, j) += inverse(i, l) * in.b(l, j);
  return out;
};

}  // namespace etalon
