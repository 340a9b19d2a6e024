#include "reference/contract/nn/avg_pool.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/tensor/mean.hpp"
#include "verify/algebra/statistics.hpp"
#include "verify/laws/nn/pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AvgPool;
using contract::nn::AvgPoolVjp;
using contract::tensor::Mean;
using In = AvgPool::In<double>;

const auto registered =
    pooling_laws<AvgPool>()
        .inputs(core, "around a large mean", [](Draw& draw) {
          Tensor<double> x = planes(draw, draw.coin() ? 1 : 2, -4, 0);
          for (double& entry : x) entry = round_to(100 + entry, draw.format);
          return windows_over<AvgPool>(draw, std::move(x));
        })
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          return windows_over<AvgPool>(draw, planes(draw, draw.coin() ? 1 : 2, draw.format.max_exponent - 2, draw.format.max_exponent - 1));
        })
        .theorem("C7", "of αx + z it is αy + that of z", [](Exact<AvgPool>& t) {
          const Interval alpha = Interval(-11) / 8;
          auto z = t.in, sum = t.in;
          std::reverse(z.x.begin(), z.x.end());
          for (std::size_t i = 0; i < z.x.size(); ++i) sum.x[i] = alpha * t.in.x[i] + z.x[i];
          const auto of_x = t.f(t.in).y, of_z = t.f(z).y, of_sum = t.f(sum).y;
          const Interval scale = sum_of_sizes(t.in.x.data);
          for (std::size_t o = 0; o < of_x.size(); ++o) t.equal_within(of_sum[o], alpha * of_x[o] + of_z[o], scale, "linear");
        })
        .theorem("C8", "of a constant that constant", [](Exact<AvgPool>& t) {
          const auto windows = Windows::of(t.in);
          auto constant = t.in;
          for (Interval& x : constant.x) x = Interval(11) / 8;
          const auto y = t.f(constant).y;
          for (std::size_t o = 0; o < y.size(); ++o)
            if (AvgPool::divisor(*windows, o, t.variant) == windows->entries(o)) t.equal(y[o], Interval(11) / 8, "of a constant that constant");
        })
        .theorem("C8", "a window over everything has the mean", [](Exact<AvgPool>& t) {
          const auto y = t.f(over_everything(t.in)).y;
          const auto all = Wings<Mean>::reference(Mean::In<Interval>{t.in.x, spatial_axes(t.in), 0});
          const Interval scale = sum_of_sizes(t.in.x.data);
          for (std::size_t o = 0; o < y.size(); ++o) t.equal_within(y[o], all->y[o], scale, "a window over everything has the mean");
        });

const auto registered_vjp =
    laws<AvgPoolVjp>()
        .refuses("C9", "a cotangent of another shape", cotangent_unlike_y<AvgPoolVjp, AvgPool>)
        .law("C7", "⟨x̄, x⟩ = ⟨ȳ, y⟩", [](Law<AvgPoolVjp>& t) {
          const auto primal = Wings<AvgPool>::reference(t.in, t.variant);
          Interval difference = 0, scale = 0;
          for (std::size_t i = 0; i < t.in.x.size(); ++i) difference += t.out.grad_x[i] * t.in.x[i], scale += abs(t.out.grad_x[i] * t.in.x[i]);
          for (std::size_t o = 0; o < primal->y.size(); ++o) difference -= t.in.cotangent.y[o] * primal->y[o], scale += abs(t.in.cotangent.y[o] * primal->y[o]);
          t.equal_within(difference, 0, scale, "⟨x̄, x⟩ − ⟨ȳ, y⟩");
        });

}  // namespace
}  // namespace etalon::verify
