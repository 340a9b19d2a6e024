#include "reference/contract/moe/switch_route.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "reference/contract/nn/softmax.hpp"

namespace etalon {
using contract::moe::SwitchRoute;
using contract::nn::Softmax;
using Variant = SwitchRoute::Variant;

/// nn.softmax, and one pass over the tokens, sorted where the surest come first.
template <>
const Fast<SwitchRoute> Wings<SwitchRoute>::fast = []<class T>(const SwitchRoute::In<T>& in, Variant variant) -> Result<SwitchRoute::Out<T>> {
  const std::int64_t t = in.logits.shape[0], n = in.logits.shape[1];
  const auto p = Wings<Softmax>::fast(Softmax::In<T>{in.logits}, Softmax::Variant::undefined);
  if (!p) return p.failure();
  const double places = static_cast<double>(t) * static_cast<double>(in.capacity_factor) / static_cast<double>(n);
  SwitchRoute::Out<T> out{Tensor<std::int64_t>({t}), Tensor<std::int64_t>({t}), Tensor<T>({t}), static_cast<std::int64_t>(SwitchRoute::rounds_up(variant) ? std::ceil(places) : std::floor(places)),
                          Tensor<std::int64_t>({n})};
  for (std::int64_t token = 0; token < t; ++token) {
    const auto row = in.logits.begin() + token * n;
    out.expert[token] = std::max_element(row, row + n) - row;
    out.probability[token] = p->y(token, out.expert[token]);
  }
  std::vector<std::int64_t> turns(static_cast<std::size_t>(t));
  std::iota(turns.begin(), turns.end(), 0);
  if (SwitchRoute::by_probability(variant)) std::stable_sort(turns.begin(), turns.end(), [&](std::int64_t a, std::int64_t b) { return out.probability[a] > out.probability[b]; });
  for (const std::int64_t token : turns) {
    std::int64_t& taken = out.load[out.expert[token]];
    out.position[token] = taken < out.capacity ? taken++ : -1;
  }
  return out;
};

}  // namespace etalon
