#include "reference/contract/tensor/mean.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Mean;
using contract::tensor::MeanVjp;
using In = Mean::In<double>;

const auto registered =
    reduction_laws<Mean>()
        .refuses("C2", "no entries", [](Draw& draw) { return In{Tensor<double>({0}), Tensor<std::int64_t>({0}), draw.integer(0, 1)}; })
        .inputs(edge, "lanes of none", [](Draw&) { return In{Tensor<double>({0, 3}), Tensor<std::int64_t>({1}, {1}), 0}; })
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          return over_some_axes<Mean>(draw, draw.reals({draw.extent(1, 7)}, draw.format.max_exponent - 2, draw.format.max_exponent - 1));
        })
        .law("C4", "min x ≤ y ≤ max x", [](Law<Mean>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval low = exactly(INFINITY), high = exactly(-INFINITY);
            for (std::int64_t k = 0; k < lanes.length; ++k) low = min(low, t.in.x[lanes.index(lane, k)]), high = max(high, t.in.x[lanes.index(lane, k)]);
            t.at_most(low, t.out.y[lane], "min x ≤ y");
            t.at_most(t.out.y[lane], high, "y ≤ max x");
          });
        })
        .theorem("C4", "the mean of x + c is y + c", [](Exact<Mean>& t) {
          auto shifted = t.in;
          shifted.x = moved(t.in.x, Interval(11) / 8);
          const auto y = t.f(t.in).y, z = t.f(shifted).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(z[i], y[i] + Interval(11) / 8, "the mean of x + c is y + c");
        });

const auto registered_vjp =
    laws<MeanVjp>()
        .law("C4", "Σ x̄ = ȳ", [](Law<MeanVjp>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) {
              sum += t.out.grad_x[lanes.index(lane, k)];
              scale += abs(t.out.grad_x[lanes.index(lane, k)]);
            }
            if (lanes.length > 0) t.equal_within(sum, t.in.cotangent.y[lane], scale, "Σ x̄ = ȳ");
          });
        });

}  // namespace
}  // namespace etalon::verify
