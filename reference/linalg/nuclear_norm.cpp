#include "reference/linalg/nuclear_norm.hpp"

#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::NuclearNorm;

const Reference<NuclearNorm> nuclear_norm = [](const NuclearNorm::In<Interval>& in) -> Result<NuclearNorm::Out<Interval>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  Interval sum = 0;
  for (const Interval& sigma : values->sigma) sum += sigma;
  return NuclearNorm::Out<Interval>{sum};
};

}  // namespace etalon::reference::linalg
