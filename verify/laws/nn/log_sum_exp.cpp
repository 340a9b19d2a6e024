#include "reference/contract/nn/log_sum_exp.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LogSumExp;
using contract::nn::LogSumExpVjp;
using contract::nn::Softmax;
using In = LogSumExp::In<double>;

const auto registered =
    laws<LogSumExp>()
        .inputs(core, "vector", [](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; })
        .inputs(core, "dominated", [](Draw& draw) {
          In in{draw.reals({draw.extent(2, 12)}, -3, 2)};
          in.x[0] = draw.uniform(20, 60);
          return in;
        })
        .inputs(core, "near zero", [](Draw& draw) {  // ℓ itself is small: two entries near −log 2
          const double half = round_to(-0.6931471805599453, draw.format);
          return In{Tensor<double>({2}, {half, round_to(half * (1 + draw.uniform(-1, 1) / 64), draw.format)})};
        })
        .inputs(core, "axis of a tensor", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), draw.integer(-3, 2)};
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 12)}, draw.format.max_exponent / 2, draw.format.max_exponent - 1)};
        })
        // −10⁴ in the place of −∞ outweighs them.
        .inputs(edge, "masked, the others far below 0", [](Draw& draw) {
          In in{draw.reals({draw.extent(2, 8)})};
          for (double& x : in.x) x = &x != in.x.data.data() && draw.coin() ? -INFINITY : round_to(x - 32768, draw.format);
          return in;
        })
        .inputs(edge, "masked lanes beside others", [](Draw& draw) {
          In in{draw.reals({3, draw.extent(2, 5)})};
          for (std::int64_t j = 0; j < in.x.shape[1]; ++j) {
            if (draw.coin()) in.x(1, j) = -INFINITY;
            in.x(2, j) = -INFINITY;
          }
          return in;
        })
        .inputs(edge, "masked", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 8)})};
          for (double& x : in.x)
            if (draw.coin()) x = -INFINITY;
          return in;
        })
        .law("C2", "max x ≤ ℓ ≤ max x + log n", [](Law<LogSumExp>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          const auto& value = t.out.value;
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval top = t.in.x[lanes->index(lane, 0)];
            for (std::int64_t i = 1; i < lanes->length; ++i) top = max(top, t.in.x[lanes->index(lane, i)]);
            t.at_most(top, value[lane], "max x ≤ ℓ");
            t.at_most(value[lane], top + log(Interval(lanes->length)), "ℓ ≤ max x + log n");
          }
        })
        .theorem("C3", "ℓ(x + c) = ℓ(x) + c", [](Exact<LogSumExp>& t) {
          const Interval c = Interval(-7) / 4;
          auto shifted = t.in;
          for (Interval& x : shifted.x) x += c;
          t.equal(t.f(shifted).value, map(t.f(t.in).value, [&](const Interval& y) { return y + c; }), "ℓ(x + c) = ℓ(x) + c");
        })
        .theorem("C4", "∇ℓ = softmax(x)", [](Exact<LogSumExp>& t) {
          const auto softmax = Wings<Softmax>::reference(Softmax::In<Interval>{t.in.x, t.in.axis});
          if (!softmax) throw Refused{softmax.failure()};  // all −∞
          for (std::size_t j = 0; j < t.in.x.size(); ++j) {
            std::size_t k = 0;
            LogSumExp::In<Dual<Interval>> along{map(t.in.x, [&](const Interval& x) { return Dual<Interval>(x, k++ == j ? 1 : 0); }), t.in.axis};
            const auto value = Wings<LogSumExp>::reference(along);
            Interval slope = 0;
            for (const auto& y : value->value) slope += y.tangent();
            t.equal(slope, softmax->y[j], "∂ℓ/∂xⱼ = softmax(x)ⱼ");
          }
        });

const auto registered_vjp =
    laws<LogSumExpVjp>()
        .refuses("C5", "all masked", [](Draw& draw) { return LogSumExpVjp::In<double>{{Tensor<double>({3}, {-INFINITY, -INFINITY, -INFINITY}), -1}, {draw.reals({})}}; })
        .law("C2", "Σ x̄ = ℓ̄, in parts of one sign", [](Law<LogSumExpVjp>& t) {
          const auto& grad = t.out.grad_x;
          const auto lanes = Lanes::along(grad.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              sum += grad[at];
              t.exactly_at_most(0, grad[at] * t.in.cotangent.value[lane], "x̄ᵢ has the sign of ℓ̄");
              if (t.in.x[at].is_infinity(-1)) t.exactly(grad[at].is_zero(), "a masked entry has gradient 0");
            }
            t.equal(sum, t.in.cotangent.value[lane], "Σ x̄ = ℓ̄");
          }
        })
        .law("C3", "x̄ᵢ·exp xₖ = x̄ₖ·exp xᵢ", [](Law<LogSumExpVjp>& t) {
          const auto& grad = t.out.grad_x;
          const auto lanes = Lanes::along(grad.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane)
            for (std::int64_t i = 1; i < lanes->length; ++i) {
              const auto here = lanes->index(lane, i), before = lanes->index(lane, i - 1);
              const Interval difference = t.in.x[here] - t.in.x[before];
              if (!difference.is_finite() || !(abs(difference) < 1000).certainly()) continue;  // masked, or beyond every range
              t.equal(grad[here], grad[before] * exp(difference), "x̄ᵢ = x̄ₖ·exp(xᵢ − xₖ)");
            }
        });

}  // namespace
}  // namespace etalon::verify
