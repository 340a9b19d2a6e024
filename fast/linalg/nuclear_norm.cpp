#include "fast/linalg/nuclear_norm.hpp"

#include "fast/linalg/svdvals.hpp"

namespace etalon::fast::linalg {
using contract::linalg::NuclearNorm;

const Fast<NuclearNorm> nuclear_norm = []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  T sum = 0;
  for (std::size_t i = values->sigma.size(); i-- > 0;) sum += values->sigma[i];  // the small ones first
  return NuclearNorm::Out<T>{sum};
};

}  // namespace etalon::fast::linalg
