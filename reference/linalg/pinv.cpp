#include "reference/contract/linalg/pinv.hpp"

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Pinv;

/// Term by term of the proved singular value decomposition.
template <>
const Reference<Pinv> Wings<Pinv>::reference = [](const Pinv::In<Interval>& in) -> Result<Pinv::Out<Interval>> {
  return Pinv::Out<Interval>{pseudoinverse(in.a, in.rcond)};
};

}  // namespace etalon
