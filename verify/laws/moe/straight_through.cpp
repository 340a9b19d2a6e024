#include "reference/contract/moe/straight_through.hpp"

#include <algorithm>
#include <optional>
#include <vector>

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
/// Which entries of a row may be the largest, logits, or weights, being off by their last bits: xⱼ − xᵢ ≤ c(1 + |xᵢ| + |xⱼ|) for every j?
std::vector<bool> may_win(const Tensor<Interval>& x, std::int64_t token, const Interval& u) {
  const std::int64_t n = x.shape[1];
  const Interval c = (n + 4) * u;
  std::optional<Interval> top;
  for (std::int64_t j = 0; j < n; ++j) {
    const Interval least = x(token, j) - c * abs(x(token, j));
    top = top ? max(*top, least) : least;
  }
  std::vector<bool> may;
  for (std::int64_t i = 0; i < n; ++i) may.push_back(!(*top > x(token, i) + c * (1 + abs(x(token, i)))).certainly());
  return may;
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
            const auto may = may_win(t.in.logits, token, power_of_two(-10));
            for (std::int64_t i = 0; i < t.out.y.shape[1]; ++i) {
              const Interval& y = t.out.y(token, i);
              sum += y;
              t.exactly(y == 0 || y == 1, "0 or 1");
              if (!may[static_cast<std::size_t>(i)]) t.exactly(y.is_zero(), "0 where another is larger");
            }
            t.exactly(sum == 1, "one is chosen");
          }
        })
        .theorem("C4", "both conventions give the same", [](Exact<StraightThrough>& t) { t.equal(t.f(t.in, Variant::softmax).y, t.f(t.in, Variant::identity).y, "the same"); });

const Kinks<StraightThrough> ties("C2", "y", [](const auto& in, const Interval& u) {
  Subdifferential found;
  const auto n = static_cast<std::size_t>(in.logits.shape[1]);
  for (std::int64_t token = 0; token < in.logits.shape[0]; ++token) {
    const auto may = may_win(in.logits, token, u);
    if (std::count(may.begin(), may.end(), true) < 2) continue;
    for (std::size_t i = 0; i < n; ++i)
      if (may[i]) found.emplace(static_cast<std::size_t>(token) * n + i, Interval::hull(Interval(0), Interval(1)));
  }
  return found;
});
/// The derivative is declared: no witness agrees with it.
const Kinks<StraightThroughVjp> declared("C2", "grad_logits", [](const auto& in, const Interval&, Variant variant) { return all_of(Wings<StraightThroughVjp>::reference(in, variant)->grad_logits.data); });

const auto registered_vjp =
    laws<StraightThroughVjp>().theorem("C2", "nn.softmax.vjp, or the cotangent", [](Exact<StraightThroughVjp>& t) {
      t.equal(t.f(t.in, Variant::softmax).grad_logits, Wings<SoftmaxVjp>::reference(SoftmaxVjp::In<Interval>{{t.in.logits}, {t.in.cotangent.y}}, Softmax::Variant::undefined)->grad_x, "nn.softmax.vjp");
      t.equal(t.f(t.in, Variant::identity).grad_logits, t.in.cotangent.y, "the cotangent");
    });

}  // namespace
}  // namespace etalon::verify
