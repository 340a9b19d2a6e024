#include "reference/contract/moe/expert_load.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::moe::ExpertLoad;

/// Expert by expert.
template <>
const Reference<ExpertLoad> Wings<ExpertLoad>::reference = []<class T>(const ExpertLoad::In<T>& in) -> Result<ExpertLoad::Out<T>> {
  Tensor<std::int64_t> load({in.n});
  for (std::int64_t i = 0; i < in.n; ++i)
    for (std::int64_t token = 0; token < in.assignment.shape[0]; ++token)
      for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) load[i] += in.mask[token] == 1 && in.assignment(token, j) == i;
  return ExpertLoad::Out<T>{load};
};

}  // namespace etalon
