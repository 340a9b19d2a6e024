#include "reference/contract/tensor/cumulative_sum.hpp"

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;
using In = CumulativeSum::In<double>;

In scan(Draw& draw, Tensor<double> x, bool masked) {
  In in{std::move(x), Tensor<std::int64_t>({0}), draw.integer(-1, 0), draw.integer(0, 1), draw.integer(0, 1)};
  if (in.x.rank() == 3) in.axis = draw.integer(-3, 2);
  if (masked) in.mask = draw.integers(in.x.shape, 0, 1);
  return in;
}

const auto registered =
    laws<CumulativeSum>()
        .inputs(core, "a vector", [](Draw& draw) { return scan(draw, draw.reals({draw.extent(1, 9)}), false); })
        .inputs(core, "axis of a tensor", [](Draw& draw) { return scan(draw, draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), false); })
        .inputs(core, "masked", [](Draw& draw) { return scan(draw, draw.reals({draw.extent(1, 3), draw.extent(1, 6)}), true); })
        .inputs(core, "a long axis", [](Draw& draw) { return scan(draw, draw.reals({draw.extent(15, 33)}), false); })
        .inputs(core, "what cancels", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 8)});
          for (std::size_t i = 1; i < x.size(); i += 2) x[i] = -x[i - 1];
          return scan(draw, std::move(x), false);
        })
        .refuses("C7", "a mask of another shape", [](Draw& draw) { return In{draw.reals({3}), Tensor<std::int64_t>({2}, {1, 1}), 0, 0, 0}; })
        .theorem("C3", "the last is the sum of all, and exclusive begins with 0", [](Exact<CumulativeSum>& t) {
          auto in = t.in;
          in.exclusive = 0;
          const auto inclusive = t.f(in).y;
          in.exclusive = 1;
          const auto exclusive = t.f(in).y;
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            Interval all = 0;
            for (std::int64_t k = 0; k < lanes->length; ++k) {
              const auto at = lanes->index(lane, in.reversed ? lanes->length - 1 - k : k);
              t.equal(exclusive[at], all, "exclusive");
              if (in.mask.size() == 0 || in.mask[at] != 0) all = all + in.x[at];
              t.equal(inclusive[at], all, "inclusive");
            }
          }
        })
        .theorem("C4", "inclusive − exclusive = x", [](Exact<CumulativeSum>& t) {
          auto in = t.in;
          in.exclusive = 0;
          const auto inclusive = t.f(in).y;
          in.exclusive = 1;
          const auto exclusive = t.f(in).y;
          for (std::size_t i = 0; i < inclusive.size(); ++i)
            if (in.mask.size() == 0 || in.mask[i] != 0) t.equal(inclusive[i] - exclusive[i], in.x[i], "inclusive − exclusive = x");
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
