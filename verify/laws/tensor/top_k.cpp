#include "reference/contract/tensor/top_k.hpp"

#include <cmath>

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::TopK;
using In = TopK::In<double>;

const auto registered =
    laws<TopK>()
        .inputs(core, "a vector", [](Draw& draw) {
          const auto n = draw.extent(1, 9);
          return In{draw.reals({n}), draw.integer(1, n)};
        })
        .inputs(core, "axis of a tensor", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), 1, draw.integer(-3, 2)};
          in.k = draw.integer(1, in.x.shape[static_cast<std::size_t>((in.axis + 3) % 3)]);
          return in;
        })
        .inputs(core, "ties", [](Draw& draw) {
          Tensor<double> x({draw.extent(1, 2), draw.extent(2, 7)});
          for (double& entry : x) entry = static_cast<double>(draw.integer(-1, 1));
          const std::int64_t k = draw.integer(1, x.shape[1]);
          return In{std::move(x), k};
        })
        .inputs(edge, "none of them, and infinities", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 4)});
          x[0] = draw.coin() ? INFINITY : -INFINITY;
          return In{std::move(x), draw.integer(0, 2)};
        })
        .refuses("C2", "more than there are", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          return In{draw.reals({n}), draw.coin() ? n + 1 : -1};
        })
        .law("C5", "the values at the indices, and none larger is left out", [](Law<TopK>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          const auto places = Lanes::along(t.out.values.shape, t.in.axis);
          if (!places) return;
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            std::vector<bool> taken(static_cast<std::size_t>(lanes->length), false);
            for (std::int64_t i = 0; i < places->length; ++i) {
              const std::int64_t k = t.out.index[places->index(lane, i)];
              if (k < 0 || k >= lanes->length || taken[static_cast<std::size_t>(k)]) return t.exactly(false, "an index outside the axis, or twice");
              taken[static_cast<std::size_t>(k)] = true;
              const Interval& x = t.in.x[lanes->index(lane, k)];
              t.exactly_at_most(x, t.out.values[places->index(lane, i)], "the value at the index");
              t.exactly_at_most(t.out.values[places->index(lane, i)], x, "the value at the index");
            }
            const Interval& last = t.out.values[places->index(lane, places->length - 1)];
            for (std::int64_t k = 0; k < lanes->length; ++k)
              if (!taken[static_cast<std::size_t>(k)]) t.exactly_at_most(t.in.x[lanes->index(lane, k)], last, "no larger one is left out");
          }
        })
        .law("C6", "of several that are equal the lowest index first", [](Law<TopK>& t) {
          if (t.variant != TopK::Variant::lowest_index) return;
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          const auto places = Lanes::along(t.out.values.shape, t.in.axis);
          if (!places) return;
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            std::vector<bool> taken(static_cast<std::size_t>(lanes->length), false);
            for (std::int64_t i = 0; i < places->length; ++i) {
              const std::int64_t k = t.out.index[places->index(lane, i)];
              if (k < 0 || k >= lanes->length) return;
              for (std::int64_t j = 0; j < k; ++j)
                if ((t.in.x[lanes->index(lane, j)] == t.in.x[lanes->index(lane, k)]).certainly()) t.exactly(bool(taken[static_cast<std::size_t>(j)]), "an equal one of a lower index comes first");
              taken[static_cast<std::size_t>(k)] = true;
            }
          }
        });

}  // namespace
}  // namespace etalon::verify
