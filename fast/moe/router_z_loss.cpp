#include "reference/contract/moe/router_z_loss.hpp"

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/nn/log_sum_exp.hpp"

namespace etalon {
using contract::moe::RouterZLoss;
using contract::moe::RouterZLossGradient;
using contract::nn::LogSumExp;
using contract::nn::LogSumExpVjp;

/// Each square divided before they are summed: no sum overflows where the mean does not.
template <>
const Fast<RouterZLoss> Wings<RouterZLoss>::fast = []<class T>(const RouterZLoss::In<T>& in) -> Result<RouterZLoss::Out<T>> {
  const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits});
  if (!l) return l.failure();
  const std::int64_t t = in.logits.shape[0];
  return RouterZLoss::Out<T>{fast::tensor::pairwise_sum<T>(0, t, [&](std::int64_t token) { return l->value[token] / static_cast<T>(t) * l->value[token]; })};
};

/// nn.log_sum_exp.vjp of 2ℓ/t.
template <>
const Fast<RouterZLossGradient> Wings<RouterZLossGradient>::fast = []<class T>(const RouterZLoss::In<T>& in) -> Result<RouterZLossGradient::Out<T>> {
  const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits});
  if (!l) return l.failure();
  const T t = static_cast<T>(in.logits.shape[0]);
  const auto grad = Wings<LogSumExpVjp>::fast(LogSumExpVjp::In<T>{{in.logits}, {map(l->value, [t](T value) { return value / t * 2; })}});
  if (!grad) return grad.failure();
  return RouterZLossGradient::Out<T>{grad->grad_x};
};

}  // namespace etalon
