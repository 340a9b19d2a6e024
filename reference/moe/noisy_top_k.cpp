#include "reference/contract/moe/noisy_top_k.hpp"

#include "reference/moe/gate.hpp"
#include "reference/moe/noisy_gate.hpp"

namespace etalon {
using contract::moe::NoisyTopK;

/// Scores of the same parts are known as equal, however many digits the softplus has.
template <>
const Reference<NoisyTopK> Wings<NoisyTopK>::reference = []<class T>(const NoisyTopK::In<T>& in) -> Result<NoisyTopK::Out<T>> {
  const reference::moe::NoisyScores<T> scores(in);
  const auto equal = [](const T& a, const T& b) { return (enclosure(a) == enclosure(b)).certainly(); };
  const auto index = reference::moe::top_k(in.noise.shape[0], in.noise.shape[1], in.k, [&](std::int64_t r, std::int64_t i, std::int64_t j) {
    const T &a = in.noise(r, i), &b = in.noise(r, j);
    const bool same_noise = equal(a, b) && (equal(a, T(0)) || equal(scores.size(r, i), scores.size(r, j)));
    return bool(same_noise ? scores.base(r, i) > scores.base(r, j) : scores.h(r, i) > scores.h(r, j));
  });
  return NoisyTopK::Out<T>{index, reference::moe::softmax_of_chosen(scores.h, index)};
};

}  // namespace etalon
