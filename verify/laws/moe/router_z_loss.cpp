#include "reference/contract/moe/router_z_loss.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/nn/log_softmax.hpp"
#include "reference/contract/nn/log_sum_exp.hpp"
#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::RouterZLoss;
using contract::moe::RouterZLossGradient;
using contract::nn::LogSoftmax;
using contract::nn::LogSumExp;
using In = RouterZLoss::In<double>;

In logits(Draw& draw, int lowest, int highest) {
  const auto tokens = draw.extent(1, 5);
  return {draw.reals({tokens, draw.extent(1, std::clamp<std::int64_t>(20 / tokens, 1, 6))}, lowest, highest)};
}
Tensor<Interval> log_partition(const Tensor<Interval>& logits) { return Wings<LogSumExp>::reference(LogSumExp::In<Interval>{logits})->value; }

const auto registered =
    laws<RouterZLoss>()
        .inputs(core, "logits", [](Draw& draw) { return logits(draw, -6, 4); })
        .inputs(edge, "normalised", [](Draw& draw) {
          In in = logits(draw, -4, 2);
          const std::int64_t n = in.logits.shape[1];
          for (std::int64_t token = 0; token < in.logits.shape[0]; ++token) {
            double sum = 0;
            for (std::int64_t i = 0; i < n; ++i) sum += std::exp(in.logits(token, i));
            for (std::int64_t i = 0; i < n; ++i) in.logits(token, i) = round_to(in.logits(token, i) - std::log(sum), draw.format);
          }
          return in;
        })
        .inputs(extreme, "beyond the range of exp", [](Draw& draw) { return logits(draw, 8, 12); })
        .inputs(extreme, "huge or tiny", [](Draw& draw) {
          const int most = draw.format.max_exponent / 2;
          return draw.coin() ? logits(draw, most - 8, most - 1) : logits(draw, draw.format.min_exponent, draw.format.min_exponent + 20);
        })
        .inputs(edge, "zeros, and one expert", [](Draw& draw) {
          In in = logits(draw, -6, 4);
          if (draw.coin()) in.logits = draw.reals({in.logits.shape[0], 1});
          else std::fill(in.logits.begin(), in.logits.end(), 0);
          return in;
        })
        .law("C2", "0 ≤ loss", [](Law<RouterZLoss>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C2", "the mean square of nn.log_sum_exp", [](Exact<RouterZLoss>& t) {
          const auto l = log_partition(t.in.logits);
          t.equal(t.f(t.in).loss, dot(l.data, l.data) / t.in.logits.shape[0], "the mean square of nn.log_sum_exp");
          auto first = t.in;
          const std::int64_t tokens = t.in.logits.shape[0];
          first.logits = Tensor<Interval>({tokens, 1});
          for (std::int64_t token = 0; token < tokens; ++token) first.logits[token] = t.in.logits(token, 0);
          t.equal(t.f(first).loss, dot(first.logits.data, first.logits.data) / tokens, "of one expert the mean square of its logits");
        })
        .theorem("C3", "log_softmax has a loss of 0", [](Exact<RouterZLoss>& t) {
          t.equal_within(t.f({Wings<LogSoftmax>::reference(LogSoftmax::In<Interval>{t.in.logits})->y}).loss, 0, 1, "a loss of 0");
        });

const auto registered_gradient =
    laws<RouterZLossGradient>()
        .theorem("C2", "a token's sum to 2ℓ/t", [](Exact<RouterZLossGradient>& t) {
          const auto grad = t.f(t.in).grad_logits, l = log_partition(t.in.logits);
          const std::int64_t tokens = grad.shape[0];
          for (std::int64_t token = 0; token < tokens; ++token) {
            Interval total = 0;
            for (std::int64_t i = 0; i < grad.shape[1]; ++i) total += grad(token, i);
            t.equal_within(total, 2 * l[token] / tokens, 1, "2ℓ/t");
          }
        })
        .law("C2", "each has the sign of ℓ", [](Law<RouterZLossGradient>& t) {
          const auto l = log_partition(t.in.logits);
          for (std::int64_t token = 0; token < t.out.grad_logits.shape[0]; ++token)
            for (std::int64_t i = 0; i < t.out.grad_logits.shape[1]; ++i) t.at_most(0, t.out.grad_logits(token, i) * l[token], "the sign of ℓ");
        });

}  // namespace
}  // namespace etalon::verify
