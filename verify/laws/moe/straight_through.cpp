#include "reference/contract/moe/straight_through.hpp"

#include <algorithm>

#include "reference/contract/nn/softmax.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::StraightThrough;
using contract::moe::StraightThroughVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using In = StraightThrough::In<double>;
using Variant = StraightThrough::Variant;

In logits(Draw& draw, int lowest, int highest) {
  const auto t = draw.extent(1, 4);
  return {draw.reals({t, draw.extent(1, std::clamp<std::int64_t>(16 / t, 1, 6))}, lowest, highest)};
}
/// May entry i of its row be the largest, its logit, or its weight, being off by their last bits?
bool may_win(const Tensor<Interval>& x, std::int64_t token, std::int64_t i, const Interval& u) {
  for (std::int64_t j = 0; j < x.shape[1]; ++j)
    if ((x(token, j) - x(token, i) > (x.shape[1] + 4) * u * (1 + abs(x(token, i)) + abs(x(token, j)))).certainly()) return false;
  return true;
}

const auto registered =
    laws<StraightThrough>()
        .inputs(core, "logits", [](Draw& draw) { return logits(draw, -6, 4); })
        .inputs(core, "two near each other", [](Draw& draw) {
          In in = logits(draw, -1, 1);
          if (in.logits.shape[1] > 1) in.logits(0, 1) = round_to(in.logits(0, 0) * (1 + draw.real(-10, -6)), draw.format);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) { return draw.coin() ? logits(draw, draw.format.max_exponent - 8, draw.format.max_exponent - 2) : logits(draw, draw.format.min_exponent, draw.format.min_exponent + 20); })
        .inputs(edge, "ties", [](Draw& draw) {
          In in = logits(draw, -1, 1);
          for (double& x : in.logits) x = static_cast<double>(draw.integer(0, 1));
          return in;
        })
        .law("C2", "one-hot, at a largest", [](Law<StraightThrough>& t) {
          for (std::int64_t token = 0; token < t.out.y.shape[0]; ++token) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < t.out.y.shape[1]; ++i) {
              const Interval& y = t.out.y(token, i);
              sum += y;
              t.exactly(y == 0 || y == 1, "0 or 1");
              if (!may_win(t.in.logits, token, i, power_of_two(-10))) t.exactly(y.is_zero(), "0 where another is larger");
            }
            t.exactly(sum == 1, "one is chosen");
          }
        })
        .theorem("C4", "both conventions give the same", [](Exact<StraightThrough>& t) { t.equal(t.f(t.in, Variant::softmax).y, t.f(t.in, Variant::identity).y, "the same"); });

const Kinks<StraightThrough> ties("C2", "y", [](const auto& in, std::size_t at, const Interval& u) -> std::optional<Interval> {
  const std::int64_t n = in.logits.shape[1], token = static_cast<std::int64_t>(at) / n;
  std::int64_t winners = 0;
  for (std::int64_t i = 0; i < n; ++i) winners += may_win(in.logits, token, i, u);
  if (winners < 2 || !may_win(in.logits, token, static_cast<std::int64_t>(at) % n, u)) return std::nullopt;
  return Interval::hull(Interval(0), Interval(1));
});
/// The derivative is declared: no witness agrees with it.
const Kinks<StraightThroughVjp> declared("C2", "grad_logits", [](const auto& in, std::size_t at, const Interval&, Variant variant) -> std::optional<Interval> {
  return Wings<StraightThroughVjp>::reference(in, variant)->grad_logits[at];
});

const auto registered_vjp =
    laws<StraightThroughVjp>().theorem("C2", "nn.softmax.vjp, or the cotangent", [](Exact<StraightThroughVjp>& t) {
      t.equal(t.f(t.in, Variant::softmax).grad_logits, Wings<SoftmaxVjp>::reference(SoftmaxVjp::In<Interval>{{t.in.logits}, {t.in.cotangent.y}}, Softmax::Variant::undefined)->grad_x, "nn.softmax.vjp");
      t.equal(t.f(t.in, Variant::identity).grad_logits, t.in.cotangent.y, "the cotangent");
    });

}  // namespace
}  // namespace etalon::verify
