#include "reference/contract/linalg/det.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Det;

/// The product of the pivots of linalg/gauss; 0 is proved.
template <>
const Reference<Det> Wings<Det>::reference = [](const Det::In<Interval>& in) -> Result<Det::Out<Interval>> {
  const Elimination f = eliminate(in.a);
  return Det::Out<Interval>{determinant(f), largest_entry(f.u)};
};

}  // namespace etalon
