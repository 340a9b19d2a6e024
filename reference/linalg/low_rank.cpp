#include "reference/contract/linalg/low_rank.hpp"

#include <algorithm>

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::LowRank;

/// The first k terms of the proved singular value decomposition, and the norms of those left out.
template <>
const Reference<LowRank> Wings<LowRank>::reference = [](const LowRank::In<Interval>& in) -> Result<LowRank::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], r = std::min(m, n);

  const SingularSystem found = singular_system(in.a, r, r);
  LowRank::Out<Interval> out{Tensor<Interval>({m, n}), in.k < r ? found.sigma[in.k] : Interval(0), 0};
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      Interval sum = 0;
      for (std::int64_t l = 0; l < in.k; ++l) sum += found.sigma[l] * found.u[l][i] * found.v[l][j];
      out.a_k(i, j) = sum;
    }
  out.error_f = norm({found.sigma.begin() + in.k, found.sigma.end()});
  return out;
};

}  // namespace etalon
