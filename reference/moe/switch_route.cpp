#include "reference/contract/moe/switch_route.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::moe::SwitchRoute;
using Variant = SwitchRoute::Variant;

namespace {

/// The least integer that is not below t·factor/n, or the largest not above it, by bisection.
template <class T>
std::int64_t capacity_of(const SwitchRoute::In<T>& in, Variant variant) {
  const std::int64_t t = in.logits.shape[0], n = in.logits.shape[1];
  const T places = T(t) * in.capacity_factor;
  std::int64_t low = -1, high = 1048576 * t;  // low is below, high is not
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (T(middle * n) < places ? low : high) = middle;
  }
  return SwitchRoute::rounds_up(variant) || T(high * n) == places ? high : high - 1;
}

/// Is a surer of its expert than b of its own? A probability is 1/(1 + Σ exp gap) over the gaps to the others: what both sums have in common does not matter, and the rest, exponentials of
/// different numbers, is never equal (Lindemann).
template <class T>
bool surer(const Tensor<T>& logits, const SwitchRoute::Out<T>& out, std::int64_t a, std::int64_t b) {
  const auto less = [](const T& x, const T& y) { return bool(x < y); };
  const auto gaps = [&](std::int64_t token) {
    std::vector<T> all;
    for (std::int64_t i = 0; i < logits.shape[1]; ++i) all.push_back(logits(token, i) - logits(token, out.expert[token]));
    std::sort(all.begin(), all.end(), less);
    return all;
  };
  const std::vector<T> first = gaps(a), second = gaps(b);
  std::vector<T> of_first, of_second;
  std::set_difference(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(of_first), less);
  std::set_difference(second.begin(), second.end(), first.begin(), first.end(), std::back_inserter(of_second), less);
  return !of_first.empty() && bool(log_sum_exp(of_first) < log_sum_exp(of_second));
}

}  // namespace

/// Each token in its turn goes into the queue of its expert.
template <>
const Reference<SwitchRoute> Wings<SwitchRoute>::reference = []<class T>(const SwitchRoute::In<T>& in, Variant variant) -> Result<SwitchRoute::Out<T>> {
  const std::int64_t t = in.logits.shape[0], n = in.logits.shape[1];
  SwitchRoute::Out<T> out{Tensor<std::int64_t>({t}), Tensor<std::int64_t>({t}), Tensor<T>({t}), capacity_of(in, variant), Tensor<std::int64_t>({n})};
  std::vector<std::int64_t> turns;
  const auto lanes = Lanes::along(in.logits.shape, -1);
  for (std::int64_t token = 0; token < t; ++token) {
    std::int64_t best = 0;
    for (std::int64_t i = 1; i < n; ++i)
      if (in.logits(token, i) > in.logits(token, best)) best = i;
    out.expert[token] = best;
    out.probability[token] = reference::nn::weights(lanes->entries(in.logits, token))[static_cast<std::size_t>(best)];
    auto at = turns.end();  // before those less sure
    while (SwitchRoute::by_probability(variant) && at != turns.begin() && surer(in.logits, out, token, *(at - 1))) --at;
    turns.insert(at, token);
  }
  for (const std::int64_t token : turns) {
    std::int64_t& taken = out.load[out.expert[token]];
    out.position[token] = taken < out.capacity ? taken++ : -1;
  }
  return out;
};

}  // namespace etalon
