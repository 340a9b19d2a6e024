#include "reference/contract/tensor/sum.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Sum;
using contract::tensor::SumVjp;
using In = Sum::In<double>;

const auto registered =
    reduction_laws<Sum>()
        .inputs(edge, "no entries", [](Draw& draw) { return over_some_axes<Sum>(draw, Tensor<double>({draw.extent(0, 2), 0})); })
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          return over_some_axes<Sum>(draw, draw.reals({draw.extent(1, 7)}, draw.format.max_exponent - 6, draw.format.max_exponent - 4));
        })
        .theorem("C3", "axis by axis", [](Exact<Sum>& t) {
          const auto y = t.f(t.in).y, z = one_axis_after_the_other(t);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i], z[i], "axis by axis");
        })
        .requirement("C4", "integers exactly", [](Trial<Sum>& t) {
          auto sizes = t.in;
          for (Interval& x : sizes.x) {
            if (x.upper_double() != std::nearbyint(x.upper_double())) return;
            x = abs(x);
          }
          const auto total = Wings<Sum>::reference(sizes)->y;
          for (std::size_t i = 0; i < total.size(); ++i)
            if ((total[i] * t.u <= 1).certainly()) t.equal(t.out.y[i], t.truth.y[i], "a sum of integers");
        });

const auto registered_vjp =
    laws<SumVjp>()
        .law("C3", "Σ x̄ = n·ȳ", [](Law<SumVjp>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) {
              sum += t.out.grad_x[lanes.index(lane, k)];
              scale += abs(t.out.grad_x[lanes.index(lane, k)]);
            }
            if (lanes.length > 0) t.equal_within(sum, lanes.length * t.in.cotangent.y[lane], scale, "Σ x̄ = n·ȳ");
          });
        });

}  // namespace
}  // namespace etalon::verify
