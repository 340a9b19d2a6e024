#include "reference/contract/moe/expert_choice.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace etalon {
using contract::moe::ExpertChoice;

/// Each expert's tokens sorted as far as they are asked for.
template <>
const Fast<ExpertChoice> Wings<ExpertChoice>::fast = []<class T>(const ExpertChoice::In<T>& in) -> Result<ExpertChoice::Out<T>> {
  const std::int64_t t = in.probabilities.shape[0], n = in.probabilities.shape[1];
  ExpertChoice::Out<T> out{Tensor<std::int64_t>({n, in.c}), Tensor<T>({n, in.c})};
  std::vector<std::int64_t> order(static_cast<std::size_t>(t));
  for (std::int64_t i = 0; i < n; ++i) {
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + in.c, order.end(), [&](std::int64_t a, std::int64_t b) {
      const T x = in.probabilities(a, i), y = in.probabilities(b, i);
      return x != y ? x > y : a < b;
    });
    for (std::int64_t place = 0; place < in.c; ++place) out.index(i, place) = order[static_cast<std::size_t>(place)], out.weights(i, place) = in.probabilities(order[static_cast<std::size_t>(place)], i);
  }
  return out;
};

}  // namespace etalon
