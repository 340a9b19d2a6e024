#include "reference/contract/moe/top_k_load_balance_loss.hpp"

#include <set>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::moe::TopKLoadBalanceLoss;
using contract::moe::TopKLoadBalanceLossGradient;
using Variant = TopKLoadBalanceLoss::Variant;

namespace {

/// Does token k count in this group?
template <class T>
bool counts(const TopKLoadBalanceLoss::In<T>& in, std::int64_t k, std::int64_t group) {
  return in.mask[k] == 1 && in.group[k] == group;
}
template <class T>
std::int64_t tokens_of(const TopKLoadBalanceLoss::In<T>& in, std::int64_t group) {
  std::int64_t tokens = 0;
  for (std::int64_t k = 0; k < in.mask.shape[0]; ++k) tokens += counts(in, k, group);
  return tokens;
}
/// The groups with a token that counts.
template <class T>
std::set<std::int64_t> groups_of(const TopKLoadBalanceLoss::In<T>& in) {
  std::set<std::int64_t> groups;
  for (std::int64_t k = 0; k < in.mask.shape[0]; ++k)
    if (in.mask[k] == 1) groups.insert(in.group[k]);
  return groups;
}
/// fᵢ: the choices of expert i over all choices, or over the tokens.
template <class T>
T share(const TopKLoadBalanceLoss::In<T>& in, std::int64_t i, std::int64_t group, Variant variant) {
  std::int64_t chosen = 0;
  for (std::int64_t k = 0; k < in.mask.shape[0]; ++k)
    for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) chosen += counts(in, k, group) && in.assignment(k, j) == i;
  const std::int64_t tokens = tokens_of(in, group);
  return T(chosen) / T(variant == Variant::over_tokens ? tokens : tokens * in.assignment.shape[1]);
}
/// α·n, or α alone.
template <class T>
T factor(const TopKLoadBalanceLoss::In<T>& in, Variant variant) {
  return variant == Variant::unscaled ? in.alpha : in.alpha * T(in.probabilities.shape[1]);
}

}  // namespace

/// α·n·Σᵢ fᵢPᵢ of each group, as it is written, and their mean.
template <>
const Reference<TopKLoadBalanceLoss> Wings<TopKLoadBalanceLoss>::reference = []<class T>(const TopKLoadBalanceLoss::In<T>& in, Variant variant) -> Result<TopKLoadBalanceLoss::Out<T>> {
  const std::set<std::int64_t> groups = groups_of(in);
  T sum = 0;
  for (const std::int64_t group : groups)
    for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i) {
      T mean = 0;
      for (std::int64_t k = 0; k < in.mask.shape[0]; ++k)
        if (counts(in, k, group)) mean += in.probabilities(k, i) / T(tokens_of(in, group));
      sum += share(in, i, group, variant) * mean;
    }
  return TopKLoadBalanceLoss::Out<T>{factor(in, variant) * sum / T(static_cast<std::int64_t>(groups.size()))};
};

/// α·n·fᵢ over tokens and groups, for every token that counts.
template <>
const Reference<TopKLoadBalanceLossGradient> Wings<TopKLoadBalanceLossGradient>::reference =
    []<class T>(const TopKLoadBalanceLoss::In<T>& in, Variant variant) -> Result<TopKLoadBalanceLossGradient::Out<T>> {
  const std::set<std::int64_t> groups = groups_of(in);
  Tensor<T> grad(in.probabilities.shape);
  for (const std::int64_t group : groups)
    for (std::int64_t k = 0; k < grad.shape[0]; ++k)
      for (std::int64_t i = 0; i < grad.shape[1]; ++i)
        if (counts(in, k, group)) grad(k, i) = factor(in, variant) * share(in, i, group, variant) / T(tokens_of(in, group)) / T(static_cast<std::int64_t>(groups.size()));
  return TopKLoadBalanceLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
