#include "reference/contract/moe/load_balance_loss.hpp"

#include <vector>

namespace etalon {
using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using Variant = LoadBalanceLoss::Variant;

namespace {

/// fᵢ: the fraction of the tokens that go to each expert.
template <class T>
std::vector<T> fractions(const LoadBalanceLoss::In<T>& in) {
  std::vector<std::int64_t> tokens(in.probabilities.shape[1], 0);  // a float stops counting at 2²⁴
  for (const std::int64_t expert : in.assignment) ++tokens[expert];
  std::vector<T> f;
  for (const std::int64_t count : tokens) f.push_back(static_cast<T>(count) / static_cast<T>(in.assignment.size()));
  return f;
}

template <class T>
T factor(const LoadBalanceLoss::In<T>& in, Variant variant) {
  return variant == Variant::scaled ? in.alpha * static_cast<T>(in.probabilities.shape[1]) : in.alpha;
}

}  // namespace

/// α·n·Σₜ (Σᵢ fᵢpₜᵢ)/t: one pass over the probabilities as they lie in memory.
template <>
const Fast<LoadBalanceLoss> Wings<LoadBalanceLoss>::fast = []<class T>(const LoadBalanceLoss::In<T>& in, Variant variant) -> Result<LoadBalanceLoss::Out<T>> {
  const std::int64_t tokens = in.probabilities.shape[0], experts = in.probabilities.shape[1];
  const T t = static_cast<T>(tokens);
  const std::vector<T> f = fractions(in);
  T sum = 0;
  for (std::int64_t k = 0; k < tokens; ++k) {
    T weighted = 0;
    for (std::int64_t i = 0; i < experts; ++i) weighted += f[i] * in.probabilities(k, i);
    sum += weighted / t;
  }
  return LoadBalanceLoss::Out<T>{factor(in, variant) * sum};
};

/// One value for each expert, repeated for every token.
template <>
const Fast<LoadBalanceLossGradient> Wings<LoadBalanceLossGradient>::fast =
    []<class T>(const LoadBalanceLoss::In<T>& in, Variant variant) -> Result<LoadBalanceLossGradient::Out<T>> {
  const std::int64_t experts = in.probabilities.shape[1];
  const T t = static_cast<T>(in.probabilities.shape[0]);
  const std::vector<T> f = fractions(in);
  Tensor<T> grad(in.probabilities.shape);
  for (std::size_t at = 0; at < grad.size(); ++at) grad[at] = factor(in, variant) * f[at % experts] / t;
  return LoadBalanceLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
