#include "reference/contract/linalg/nuclear_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using contract::linalg::NuclearNorm;
using contract::linalg::Svdvals;

/// The sum of LAPACK's singular values.
template <>
const Fast<NuclearNorm> Wings<NuclearNorm>::fast = []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  T sum = 0;
  for (std::size_t i = values->sigma.size(); i-- > 0;) sum += values->sigma[i];  // the small ones first
  return NuclearNorm::Out<T>{sum};
};

}  // namespace etalon
