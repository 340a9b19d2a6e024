#include "reference/contract/nn/adaptive_avg_pool.hpp"

#include "reference/contract/nn/avg_pool.hpp"
#include "reference/contract/tensor/mean.hpp"
#include "verify/algebra/statistics.hpp"
#include "verify/laws/nn/adaptive_pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AdaptiveAvgPool;
using contract::nn::AdaptiveAvgPoolVjp;
using contract::nn::AvgPool;
using contract::tensor::Mean;

const auto registered =
    adaptive_laws<AdaptiveAvgPool>()
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          return into_windows<AdaptiveAvgPool>(draw, planes(draw, draw.coin() ? 1 : 2, draw.format.max_exponent - 2, draw.format.max_exponent - 1));
        })
        .theorem("C4", "linear, and of a constant that constant", [](Exact<AdaptiveAvgPool>& t) {
          const Interval alpha = Interval(-11) / 8;
          auto other = t.in;
          for (Interval& x : other.x) x = alpha * x + 5;
          const auto y = t.f(t.in).y, z = t.f(other).y;
          const Interval scale = 1 + sum_of_sizes(t.in.x.data);
          for (std::size_t o = 0; o < y.size(); ++o) t.equal_within(z[o], alpha * y[o] + 5, scale, "of αx + 5 it is αy + 5");
        })
        .theorem("C6", "nn.avg_pool where output_size divides, and the mean", [](Exact<AdaptiveAvgPool>& t) {
          const auto y = t.f(t.in).y;
          const Interval scale = sum_of_sizes(t.in.x.data);
          if (const auto plain = side_by_side<AvgPool>(t.in)) {
            const auto pooled = Wings<AvgPool>::reference(*plain);
            for (std::size_t o = 0; o < y.size(); ++o) t.equal_within(y[o], pooled->y[o], scale, "nn.avg_pool");
          }
          auto one = t.in;
          one.output_size = Tensor<std::int64_t>();
          const auto global = t.f(one).y;
          const auto all = Wings<Mean>::reference(Mean::In<Interval>{t.in.x, spatial_axes(t.in), 0});
          for (std::size_t o = 0; o < global.size(); ++o) t.equal_within(global[o], all->y[o], scale, "one window has the mean");
        });

const auto registered_vjp =
    laws<AdaptiveAvgPoolVjp>()
        .refuses("C5", "a cotangent of another shape", cotangent_unlike_windows<AdaptiveAvgPoolVjp, AdaptiveAvgPool>)
        .law("C4", "Σ x̄ = Σ ȳ", [](Law<AdaptiveAvgPoolVjp>& t) {
          t.equal_within(sum(t.out.grad_x.data), sum(t.in.cotangent.y.data), sum_of_sizes(t.out.grad_x.data) + sum_of_sizes(t.in.cotangent.y.data), "Σ x̄ = Σ ȳ");
        });

}  // namespace
}  // namespace etalon::verify
