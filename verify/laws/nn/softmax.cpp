#include "reference/contract/nn/softmax.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using In = Softmax::In<double>;

void mask_some(Draw& draw, Tensor<double>& x) {
  for (double& entry : x)
    if (draw.coin()) entry = -INFINITY;
  x[0] = 0;
}

const auto registered =
    laws<Softmax>()
        .inputs(core, "vector", [](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; })
        .inputs(core, "large scores", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 8)}, -3, 2)};
          const double shift = draw.one_of({-500.0, 800.0, 3000.0});
          for (double& x : in.x) x = round_to(x + shift, draw.format);
          return in;
        })
        .inputs(core, "axis of a tensor", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), draw.integer(-3, 2)};
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 8)}, draw.format.max_exponent / 2, draw.format.max_exponent - 2)};
        })
        .inputs(edge, "masked", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 8)})};
          mask_some(draw, in.x);
          return in;
        })
        // −10⁴ in the place of −∞ outweighs them.
        .inputs(edge, "masked, the others far below 0", [](Draw& draw) {
          In in{draw.reals({draw.extent(2, 8)})};
          for (double& x : in.x) x = &x != in.x.data.data() && draw.coin() ? -INFINITY : round_to(x - 32768, draw.format);
          return in;
        })
        .inputs(edge, "masked lanes beside others", [](Draw& draw) {
          In in{draw.reals({3, draw.extent(2, 5)})};
          for (std::int64_t j = 1; j < in.x.shape[1]; ++j) {
            if (draw.coin()) in.x(1, j) = -INFINITY;
            in.x(2, j) = -INFINITY;
          }
          return in;
        })
        .refuses("C2", "all masked", [](Draw&) { return In{Tensor<double>({3}, {-INFINITY, -INFINITY, -INFINITY})}; })
        .law("C3", "0 ≤ y ≤ 1, Σ y = 1", [](Law<Softmax>& t) {
          const auto& y = t.out.y;
          const auto lanes = Lanes::along(y.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval sum = 0;
            bool all_masked = true;
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              sum += y[at];
              t.exactly_at_most(0, y[at], "0 ≤ yᵢ");
              t.exactly_at_most(y[at], 1, "yᵢ ≤ 1");
              all_masked = all_masked && t.in.x[at].is_infinity(-1);
            }
            if (all_masked) continue;  // the convention's own weights
            for (std::int64_t i = 0; i < lanes->length; ++i)
              if (const auto at = lanes->index(lane, i); t.in.x[at].is_infinity(-1)) t.exactly(y[at].is_zero(), "a masked entry weighs 0");
            t.equal(sum, 1, "Σ y = 1");
          }
        })
        .law("C6", "a larger score weighs no less", [](Law<Softmax>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane)
            for (std::int64_t i = 1; i < lanes->length; ++i) {
              auto low = lanes->index(lane, i - 1), high = lanes->index(lane, i);
              if ((t.in.x[low] > t.in.x[high]).certainly()) std::swap(low, high);
              t.at_most(t.out.y[low], t.out.y[high], "xᵢ ≤ xₖ but yᵢ > yₖ");
            }
        })
        .theorem("C4", "softmax(x + c) = softmax(x)", [](Exact<Softmax>& t) {
          auto shifted = t.in;
          for (Interval& x : shifted.x) x += Interval(11) / 8;
          t.equal(t.f(shifted).y, t.f(t.in).y, "softmax(x + c) = softmax(x)");
        });

const auto registered_vjp =
    laws<SoftmaxVjp>()
        .law("C3", "Σ x̄ = 0", [](Law<SoftmaxVjp>& t) {
          const auto& grad = t.out.grad_x;
          const auto lanes = Lanes::along(grad.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval sum = 0, scale = 0;
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              sum += grad[at];
              scale += t.in.cotangent.y[at].magnitude();
              if (t.in.x[at].is_infinity(-1)) t.exactly(grad[at].is_zero(), "a masked entry has gradient 0");
            }
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        })
        .theorem("C3", "a constant ȳ gives x̄ = 0", [](Exact<SoftmaxVjp>& t) {
          auto constant = t.in;
          for (Interval& c : constant.cotangent.y) c = 3;
          for (const Interval& g : t.f(constant).grad_x) t.equal_within(g, 0, 1, "x̄ = 0 for a constant ȳ");
        });

}  // namespace
}  // namespace etalon::verify
