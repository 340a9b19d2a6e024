#include "reference/contract/linalg/svd.hpp"

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Svd;

/// The proved spectrum of AᵀA; U = AV/σ, completed by a basis of the orthogonal complement.
template <>
const Reference<Svd> Wings<Svd>::reference = [](const Svd::In<Interval>& in) -> Result<Svd::Out<Interval>> {
  const SizeValues size = Svd::sizes(in);
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = size.at("p"), q = size.at("q");
  const SingularSystem found = singular_system(in.a, p, q);
  Tensor<Interval> u({m, p}), vt({q, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < p; ++j) u(i, j) = found.u[j][i];
  for (std::int64_t i = 0; i < q; ++i)
    for (std::int64_t j = 0; j < n; ++j) vt(i, j) = found.v[i][j];
  return Svd::Out<Interval>{u, Tensor<Interval>({size.at("k")}, found.sigma), vt};
};

}  // namespace etalon
