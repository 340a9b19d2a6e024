#include "reference/contract/moe/load_balance_loss.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using Variant = LoadBalanceLoss::Variant;

namespace {

/// fᵢ: the fraction of the tokens that go to expert i.
template <class T>
T fraction(const LoadBalanceLoss::In<T>& in, std::int64_t i) {
  std::int64_t tokens = 0;
  for (const std::int64_t expert : in.assignment) tokens += expert == i;
  return T(tokens) / T(in.assignment.shape[0]);
}

/// α·n, or α alone.
template <class T>
T factor(const LoadBalanceLoss::In<T>& in, Variant variant) {
  return variant == Variant::scaled ? in.alpha * T(in.probabilities.shape[1]) : in.alpha;
}

}  // namespace

/// α·n·Σᵢ fᵢPᵢ, as it is written.
template <>
const Reference<LoadBalanceLoss> Wings<LoadBalanceLoss>::reference = []<class T>(const LoadBalanceLoss::In<T>& in, Variant variant) -> Result<LoadBalanceLoss::Out<T>> {
  const std::int64_t tokens = in.probabilities.shape[0], experts = in.probabilities.shape[1];
  T sum = 0;
  for (std::int64_t i = 0; i < experts; ++i) {
    T mean = 0;
    for (std::int64_t k = 0; k < tokens; ++k) mean += in.probabilities(k, i) / T(tokens);
    sum += fraction(in, i) * mean;
  }
  return LoadBalanceLoss::Out<T>{factor(in, variant) * sum};
};

/// α·n·fᵢ/t for every token.
template <>
const Reference<LoadBalanceLossGradient> Wings<LoadBalanceLossGradient>::reference =
    []<class T>(const LoadBalanceLoss::In<T>& in, Variant variant) -> Result<LoadBalanceLossGradient::Out<T>> {
  const std::int64_t tokens = in.probabilities.shape[0], experts = in.probabilities.shape[1];
  Tensor<T> grad(in.probabilities.shape);
  for (std::int64_t k = 0; k < tokens; ++k)
    for (std::int64_t i = 0; i < experts; ++i) grad(k, i) = factor(in, variant) * fraction(in, i) / T(tokens);
  return LoadBalanceLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
