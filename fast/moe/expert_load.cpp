#include "reference/contract/moe/expert_load.hpp"

namespace etalon {
using contract::moe::ExpertLoad;

/// One pass.
template <>
const Fast<ExpertLoad> Wings<ExpertLoad>::fast = []<class T>(const ExpertLoad::In<T>& in) -> Result<ExpertLoad::Out<T>> {
  Tensor<std::int64_t> load({in.n});
  const std::size_t k = static_cast<std::size_t>(in.assignment.shape[1]);
  for (std::size_t at = 0; at < in.assignment.size(); ++at)
    if (in.mask[at / k] == 1 && in.assignment[at] >= 0) ++load[static_cast<std::size_t>(in.assignment[at])];
  return ExpertLoad::Out<T>{std::move(load)};
};

}  // namespace etalon
