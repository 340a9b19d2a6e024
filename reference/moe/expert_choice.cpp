#include "reference/contract/moe/expert_choice.hpp"

#include <vector>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::moe::ExpertChoice;

/// Expert by expert the best of those that are left, the first of equal ones.
template <>
const Reference<ExpertChoice> Wings<ExpertChoice>::reference = []<class T>(const ExpertChoice::In<T>& in) -> Result<ExpertChoice::Out<T>> {
  const std::int64_t t = in.probabilities.shape[0], n = in.probabilities.shape[1];
  ExpertChoice::Out<T> out{Tensor<std::int64_t>({n, in.c}), Tensor<T>({n, in.c})};
  for (std::int64_t i = 0; i < n; ++i) {
    std::vector<bool> taken(static_cast<std::size_t>(t), false);
    for (std::int64_t place = 0; place < in.c; ++place) {
      std::int64_t best = -1;
      for (std::int64_t token = 0; token < t; ++token)
        if (!taken[static_cast<std::size_t>(token)] && (best < 0 || bool(in.probabilities(token, i) > in.probabilities(best, i)))) best = token;
      taken[static_cast<std::size_t>(best)] = true;
      out.index(i, place) = best, out.weights(i, place) = in.probabilities(best, i);
    }
  }
  return out;
};

}  // namespace etalon
