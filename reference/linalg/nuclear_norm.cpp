#include "reference/contract/linalg/nuclear_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::NuclearNorm;
using contract::linalg::Svdvals;

/// The sum of the proved singular values.
template <>
const Reference<NuclearNorm> Wings<NuclearNorm>::reference = [](const NuclearNorm::In<Interval>& in) -> Result<NuclearNorm::Out<Interval>> {
  const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  Interval sum = 0;
  for (const Interval& sigma : values->sigma) sum += sigma;
  return NuclearNorm::Out<Interval>{sum};
};

}  // namespace etalon
