#include "reference/contract/moe/top_k_load_balance_loss.hpp"

#include <map>
#include <vector>

namespace etalon {
using contract::moe::TopKLoadBalanceLoss;
using contract::moe::TopKLoadBalanceLossGradient;
using Variant = TopKLoadBalanceLoss::Variant;

namespace {

/// What one pass over the assignment counts.
struct Group {
  std::int64_t tokens = 0;
  std::vector<std::int64_t> chosen;  // a float stops counting at 2²⁴
};
template <class T>
std::map<std::int64_t, Group> groups_of(const TopKLoadBalanceLoss::In<T>& in) {
  std::map<std::int64_t, Group> groups;
  for (std::int64_t k = 0; k < in.assignment.shape[0]; ++k) {
    if (in.mask[k] == 0) continue;
    Group& group = groups[in.group[k]];
    group.chosen.resize(static_cast<std::size_t>(in.probabilities.shape[1]), 0);
    ++group.tokens;
    for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) ++group.chosen[static_cast<std::size_t>(in.assignment(k, j))];
  }
  return groups;
}

/// α·n·fᵢ/groups, which each token's probabilities are weighed by.
template <class T>
std::map<std::int64_t, std::vector<T>> weights_of(const TopKLoadBalanceLoss::In<T>& in, const std::map<std::int64_t, Group>& groups, Variant variant) {
  const T factor = variant == Variant::unscaled ? in.alpha : in.alpha * static_cast<T>(in.probabilities.shape[1]);
  std::map<std::int64_t, std::vector<T>> weights;
  for (const auto& [name, group] : groups) {
    const T choices = static_cast<T>(variant == Variant::over_tokens ? group.tokens : group.tokens * in.assignment.shape[1]);
    for (const std::int64_t chosen : group.chosen) weights[name].push_back(factor * (static_cast<T>(chosen) / choices) / static_cast<T>(groups.size()));
  }
  return weights;
}

}  // namespace

/// Σₜ (Σᵢ α·n·fᵢ·pₜᵢ)/tokens: one pass over the probabilities as they lie in memory.
template <>
const Fast<TopKLoadBalanceLoss> Wings<TopKLoadBalanceLoss>::fast = []<class T>(const TopKLoadBalanceLoss::In<T>& in, Variant variant) -> Result<TopKLoadBalanceLoss::Out<T>> {
  const auto groups = groups_of(in);
  const auto weights = weights_of(in, groups, variant);
  T sum = 0;
  for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k) {
    if (in.mask[k] == 0) continue;
    const std::int64_t name = in.group[k];
    const std::vector<T>& weight = weights.at(name);
    T weighted = 0;
    for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i) weighted += weight[static_cast<std::size_t>(i)] * in.probabilities(k, i);
    sum += weighted / static_cast<T>(groups.at(name).tokens);
  }
  return TopKLoadBalanceLoss::Out<T>{sum};
};

/// One value for each expert of a group, repeated for every token of it that counts.
template <>
const Fast<TopKLoadBalanceLossGradient> Wings<TopKLoadBalanceLossGradient>::fast =
    []<class T>(const TopKLoadBalanceLoss::In<T>& in, Variant variant) -> Result<TopKLoadBalanceLossGradient::Out<T>> {
  const auto groups = groups_of(in);
  const auto weights = weights_of(in, groups, variant);
  Tensor<T> grad(in.probabilities.shape);
  for (std::int64_t k = 0; k < grad.shape[0]; ++k) {
    if (in.mask[k] == 0) continue;
    const std::int64_t name = in.group[k];
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) grad(k, i) = weights.at(name)[static_cast<std::size_t>(i)] / static_cast<T>(groups.at(name).tokens);
  }
  return TopKLoadBalanceLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
