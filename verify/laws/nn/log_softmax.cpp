#include "reference/contract/nn/log_softmax.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LogSoftmax;
using contract::nn::LogSoftmaxVjp;
using In = LogSoftmax::In<double>;


const auto registered =
    laws<LogSoftmax>()
        .inputs(core, "vector", [](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; })
        .inputs(core, "one far above", [](Draw& draw) {
          In in{draw.reals({draw.extent(2, 8)}, -3, 2)};
          in.x[0] = round_to(in.x[0] + draw.uniform(8, 40), draw.format);
          return in;
        })
        .inputs(core, "large scores", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 8)}, -3, 2)};
          const double shift = draw.one_of({-500.0, 800.0, 3000.0});
          for (double& x : in.x) x = round_to(x + shift, draw.format);
          return in;
        })
        .inputs(core, "axis of a tensor", [](Draw& draw) { return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), draw.integer(-3, 2)}; })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return In{draw.reals({draw.extent(1, 8)}, draw.format.max_exponent / 2, draw.format.max_exponent - 2)}; })
        .inputs(edge, "masked", [](Draw& draw) {
          In in{draw.reals({draw.extent(2, 8)})};
          for (std::size_t i = 1; i < in.x.size(); ++i)
            if (draw.coin()) in.x[i] = -INFINITY;
          return in;
        })
        .refuses("C2", "all masked", [](Draw&) { return In{Tensor<double>({3}, {-INFINITY, -INFINITY, -INFINITY})}; })
        .law("C3", "y ≤ 0, Σ exp y = 1", [](Law<LogSoftmax>& t) {
          const auto lanes = Lanes::along(t.out.y.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              t.exactly_at_most(t.out.y[at], 0, "y ≤ 0");
              if (t.in.x[at].is_infinity(-1)) t.exactly(t.out.y[at].is_infinity(-1), "a masked entry has −∞");
              else sum += exp(t.out.y[at]);
            }
            t.equal(sum, 1, "Σ exp y = 1");
          }
        })
        .theorem("C4", "log_softmax(x + c) = log_softmax(x)", [](Exact<LogSoftmax>& t) {
          auto shifted = t.in;
          for (Interval& x : shifted.x) x += Interval(11) / 8;
          const auto y = t.f(t.in).y, z = t.f(shifted).y;
          for (std::size_t i = 0; i < y.size(); ++i)
            if (y[i].is_finite()) t.equal(z[i], y[i], "log_softmax(x + c) = log_softmax(x)");
        });

const auto registered_vjp =
    laws<LogSoftmaxVjp>()
        .leaves_out("masked", "with cotangents of infinite outputs, drawn below without")
        .inputs(edge, "masked, its outputs without cotangents", [](Draw& draw) {
          LogSoftmaxVjp::In<double> in{{draw.reals({draw.extent(2, 8)}), 0}, {}};
          in.cotangent.y = draw.reals(in.x.shape);
          for (std::size_t i = 1; i < in.x.size(); ++i)
            if (draw.coin()) in.x[i] = -INFINITY, in.cotangent.y[i] = 0;
          return in;
        })
        .law("C3", "Σ x̄ = 0", [](Law<LogSoftmaxVjp>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval sum = 0, scale = 0;
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              sum += t.out.grad_x[at];
              scale += t.in.cotangent.y[at].magnitude();
            }
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        });

}  // namespace
}  // namespace etalon::verify
