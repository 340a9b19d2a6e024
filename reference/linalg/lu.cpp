#include "reference/contract/linalg/lu.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Lu;

/// Elimination by the book; the choice of every pivot is proved.
template <>
const Reference<Lu> Wings<Lu>::reference = [](const Lu::In<Interval>& in) -> Result<Lu::Out<Interval>> {
  Elimination<Interval> f = eliminate(in.a);
  return Lu::Out<Interval>{Tensor<std::int64_t>({in.a.shape[0]}, std::move(f.p)), std::move(f.l), std::move(f.u)};
};

}  // namespace etalon
