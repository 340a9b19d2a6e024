#include "reference/contract/tensor/variance.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Variance;
using contract::tensor::VarianceVjp;
using In = Variance::In<double>;

/// With a ddof that leaves something.
In with_ddof(Draw& draw, Tensor<double> x) {
  const auto some = over_some_axes<contract::Reduction>(draw, std::move(x));
  const std::int64_t n = Reduced::over(some.x.shape, some.axes, false)->lanes.length;
  return {some.x, some.axes, some.keepdims, std::min<std::int64_t>(draw.integer(0, 2), std::max<std::int64_t>(n - 1, 0))};
}

const auto registered =
    reduction_laws<Variance, with_ddof>()
        .inputs(edge, "constant lanes", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 6)});
          std::fill(x.begin(), x.end(), x[0]);
          return with_ddof(draw, std::move(x));
        })
        .refuses("C2", "ddof is n", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return In{draw.reals({n}), Tensor<std::int64_t>({0}), 0, n + draw.integer(0, 1)};
        })
        .law("C4", "y ≥ 0", [](Law<Variance>& t) {
          for (const Interval& y : t.out.y) t.exactly_at_most(0, y, "0 ≤ y");
        })
        .theorem("C4", "of x + c and of αx", [](Exact<Variance>& t) {
          const auto y = t.f(t.in).y;
          auto other = t.in;
          other.x = moved(t.in.x, Interval(11) / 8);
          const auto shifted = t.f(other).y;
          other.x = times(t.in.x, -3);
          const auto scaled = t.f(other).y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            t.equal(shifted[i], y[i], "of x + c");
            t.equal(scaled[i], 9 * y[i], "of αx");
          }
        })
        .theorem("C5", "(n − ddof)·y = Σx² − n·μ²", [](Exact<Variance>& t) {
          const auto y = t.f(t.in).y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = 0, squares = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) sum += t.in.x[lanes.index(lane, k)], squares += square(t.in.x[lanes.index(lane, k)]);
            t.equal_within((lanes.length - t.in.ddof) * y[lane], squares - square(sum) / lanes.length, squares, "Σx² − n·μ²");
          });
        });

const auto registered_vjp =
    laws<VarianceVjp>()
        .law("C4", "Σ x̄ = 0", [](Law<VarianceVjp>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) {
              sum += t.out.grad_x[lanes.index(lane, k)];
              scale += abs(t.out.grad_x[lanes.index(lane, k)]);
            }
            if (lanes.length > 0) t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          });
        })
        .theorem("C4", "Σ x̄·x = 2ȳ·y", [](Exact<VarianceVjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const auto y = Wings<Variance>::reference(t.in)->y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) {
              sum += g[lanes.index(lane, k)] * t.in.x[lanes.index(lane, k)];
              scale += abs(g[lanes.index(lane, k)] * t.in.x[lanes.index(lane, k)]);
            }
            t.equal_within(sum, 2 * t.in.cotangent.y[lane] * y[lane], scale, "Σ x̄·x = 2ȳ·y");
          });
        });

}  // namespace
}  // namespace etalon::verify
