#include "reference/contract/linalg/slogdet.hpp"

#include <cmath>

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Slogdet;

/// The logarithm of the product of the pivots; 0 is proved.
template <>
const Reference<Slogdet> Wings<Slogdet>::reference = [](const Slogdet::In<Interval>& in) -> Result<Slogdet::Out<Interval>> {
  const Elimination f = eliminate(in.a);
  const Interval det = determinant(f);
  if (det.is_zero()) return Slogdet::Out<Interval>{0, Interval(-INFINITY), largest_entry(f.u)};
  return Slogdet::Out<Interval>{det > 0 ? 1 : -1, log(abs(det)), largest_entry(f.u)};
};

}  // namespace etalon
