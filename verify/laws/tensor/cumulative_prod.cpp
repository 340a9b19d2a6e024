#include "reference/contract/tensor/cumulative_prod.hpp"

#include "verify/laws/tensor/scan.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeProd;
using contract::tensor::CumulativeProdVjp;

const auto registered =
    scan_laws<CumulativeProd, Multiplies>()
        .inputs(core, "a zero among them", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 8)});
          x[static_cast<std::size_t>(draw.integer(0, x.shape[0] - 1))] = 0;
          return scanned<CumulativeProd>(draw, std::move(x), false);
        });

const auto registered_vjp =
    laws<CumulativeProdVjp>()
        .theorem("C4", "Σ x̄ⱼxⱼ = Σ cᵢȳᵢyᵢ", [](Exact<CumulativeProdVjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const auto y = Wings<CumulativeProd>::reference(t.in)->y;
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval left = 0, right = 0, scale = 0;
            std::int64_t factors = 0;
            for (std::int64_t k = 0; k < lanes->length; ++k) {
              const auto at = lanes->index(lane, t.in.reversed ? lanes->length - 1 - k : k);
              const bool counts = t.in.mask.size() == 0 || t.in.mask[at] != 0;
              if (!t.in.exclusive) factors += counts;
              const Interval term = factors * t.in.cotangent.y[at] * y[at];
              left += g[at] * t.in.x[at];
              right += term;
              scale += abs(term) + abs(g[at] * t.in.x[at]);
              if (t.in.exclusive) factors += counts;
            }
            t.equal_within(left, right, scale, "Σ x̄ⱼxⱼ = Σ cᵢȳᵢyᵢ");
          }
        });

}  // namespace
}  // namespace etalon::verify
