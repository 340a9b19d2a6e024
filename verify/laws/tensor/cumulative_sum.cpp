#include "reference/contract/tensor/cumulative_sum.hpp"

#include "verify/laws/tensor/scan.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;

const auto registered =
    scan_laws<CumulativeSum, Adds>()
        .inputs(core, "what cancels", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 8)});
          for (std::size_t i = 1; i < x.size(); i += 2) x[i] = -x[i - 1];
          return scanned<CumulativeSum>(draw, std::move(x), false);
        });

const auto registered_vjp =
    laws<CumulativeSumVjp>()
        .theorem("C4", "⟨x̄, x⟩ = ⟨ȳ, y⟩", [](Exact<CumulativeSumVjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const auto y = Wings<CumulativeSum>::reference(t.in)->y;
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval left = 0, right = 0, scale = 0;
            std::int64_t factors = 0;
            for (std::int64_t k = 0; k < lanes->length; ++k) {
              const auto at = lanes->index(lane, t.in.reversed ? lanes->length - 1 - k : k);
              const bool counts = t.in.mask.size() == 0 || t.in.mask[at] != 0;
              if (!t.in.exclusive) factors += counts;
              const Interval term = t.in.cotangent.y[at] * y[at];
              left += g[at] * t.in.x[at];
              right += term;
              scale += abs(term) + abs(g[at] * t.in.x[at]);
              if (t.in.exclusive) factors += counts;
            }
            t.equal_within(left, right, scale, "⟨x̄, x⟩ = ⟨ȳ, y⟩");
          }
        });

}  // namespace
}  // namespace etalon::verify
