#include "reference/contract/moe/router_z_loss.hpp"

#include <cmath>

#include "reference/contract/nn/log_sum_exp.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::RouterZLoss;
using contract::moe::RouterZLossGradient;
using contract::nn::LogSumExp;

const auto registered =
    mutants<RouterZLoss>()
        .spoils("not_squared", "the mean of log Σ exp itself", []<class T>(RouterZLoss::Out<T>& out, const RouterZLoss::In<T>& in) {
          const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits})->value;
          out.loss = 0;
          for (const T value : l) out.loss += value / static_cast<T>(l.size());
        })
        .spoils("square_of_the_mean", "(mean log Σ exp)²", []<class T>(RouterZLoss::Out<T>& out, const RouterZLoss::In<T>& in) {
          const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits})->value;
          T mean = 0;
          for (const T value : l) mean += value / static_cast<T>(l.size());
          out.loss = mean * mean;
        })
        .spoils("summed", "over the tokens", [](auto& out, const auto& in) { out.loss *= static_cast<float>(in.logits.shape[0]); })
        .spoils("over_tokens", "log Σ exp over the tokens of each expert", []<class T>(RouterZLoss::Out<T>& out, const RouterZLoss::In<T>& in) {
          const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits, 0})->value;
          out.loss = 0;
          for (const T value : l) out.loss += value / static_cast<T>(l.size()) * value;
        })
        .spoils("mean_of_exponentials", "log of the mean", []<class T>(RouterZLoss::Out<T>& out, const RouterZLoss::In<T>& in) {
          const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits})->value;
          out.loss = 0;
          for (const T value : l) {
            const T mean = value - std::log(static_cast<T>(in.logits.shape[1]));
            out.loss += mean / static_cast<T>(l.size()) * mean;
          }
        });

const auto registered_gradient =
    mutants<RouterZLossGradient>()
        .spoils("lost", "a detached loss: its value is right, and its gradient 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = 0;
        })
        .spoils("half", "the factor 2 of the square forgotten", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g /= 2;
        })
        .spoils("not_squared", "that of the mean of log Σ exp", []<class T>(RouterZLossGradient::Out<T>& out, const RouterZLoss::In<T>& in) {
          const auto l = Wings<LogSumExp>::fast(LogSumExp::In<T>{in.logits})->value;
          for (std::int64_t token = 0; token < in.logits.shape[0]; ++token)
            for (std::int64_t i = 0; i < in.logits.shape[1]; ++i) out.grad_logits(token, i) /= 2 * l[token];
        })
        .spoils("not_averaged", "summed over the tokens", [](auto& out, const auto& in) {
          for (auto& g : out.grad_logits) g *= static_cast<float>(in.logits.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
