#include "reference/contract/moe/router_z_loss.hpp"

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::moe::RouterZLoss;
using contract::moe::RouterZLossGradient;

namespace {

template <class T>
std::vector<T> row(const Tensor<T>& logits, std::int64_t token) {
  const auto from = logits.begin() + token * logits.shape[1];
  return {from, from + logits.shape[1]};
}

}  // namespace

/// As it is written.
template <>
const Reference<RouterZLoss> Wings<RouterZLoss>::reference = []<class T>(const RouterZLoss::In<T>& in) -> Result<RouterZLoss::Out<T>> {
  T sum = 0;
  for (std::int64_t token = 0; token < in.logits.shape[0]; ++token) sum += square(log_sum_exp(row(in.logits, token)));
  return RouterZLoss::Out<T>{sum / T(in.logits.shape[0])};
};

/// 2ℓ/t times the weights.
template <>
const Reference<RouterZLossGradient> Wings<RouterZLossGradient>::reference = []<class T>(const RouterZLoss::In<T>& in) -> Result<RouterZLossGradient::Out<T>> {
  Tensor<T> grad(in.logits.shape);
  for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
    const std::vector<T> z = row(in.logits, token), weights = reference::nn::weights(z);
    const T slope = 2 * log_sum_exp(z) / T(grad.shape[0]);
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) grad(token, i) = slope * weights[static_cast<std::size_t>(i)];
  }
  return RouterZLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
