#include "reference/contract/moe/bias_update.hpp"

#include <numeric>

namespace etalon {
using contract::moe::BiasUpdate;

/// The mean is never rounded: a count is beside the sum as often as there are experts.
template <>
const Fast<BiasUpdate> Wings<BiasUpdate>::fast = []<class T>(const BiasUpdate::In<T>& in) -> Result<BiasUpdate::Out<T>> {
  const auto n = static_cast<std::int64_t>(in.counts.size());
  const std::int64_t sum = std::accumulate(in.counts.begin(), in.counts.end(), std::int64_t{0});
  BiasUpdate::Out<T> out{in.bias};
  for (std::size_t i = 0; i < in.bias.size(); ++i) {
    const std::int64_t more = n * in.counts[i] - sum;
    out.bias_next[i] += more > 0 ? -in.gamma : more < 0 ? in.gamma : T(0);
  }
  return out;
};

}  // namespace etalon
