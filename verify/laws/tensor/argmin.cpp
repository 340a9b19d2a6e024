#include "reference/contract/tensor/argmin.hpp"

#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Argmin;
using In = Argmin::In<double>;

const auto registered =
    laws<Argmin>()
        .inputs(core, "a vector", [](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; })
        .inputs(core, "axis of a tensor", [](Draw& draw) { return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), draw.integer(-3, 2)}; })
        .inputs(core, "ties", [](Draw& draw) {
          Tensor<double> x({draw.extent(1, 3), draw.extent(2, 6)});
          for (double& entry : x) entry = static_cast<double>(draw.integer(-1, 1));
          return In{x, draw.integer(-2, 1)};
        })
        .inputs(edge, "±0 and infinities", [](Draw& draw) {
          Tensor<double> x({draw.extent(2, 5)});
          for (double& entry : x) entry = draw.one_of({0.0, -0.0, double(INFINITY), -double(INFINITY)});
          return In{x};
        })
        .law("C2", "none is smaller, and none before it as small", [](Law<Argmin>& t) {
          const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            const std::int64_t found = t.out.index[lane];
            if (found < 0 || found >= lanes->length) return t.holds(false, "an index outside the axis");
            const Interval best = t.in.x[lanes->index(lane, found)];
            for (std::int64_t k = 0; k < lanes->length; ++k) {
              const Interval& x = t.in.x[lanes->index(lane, k)];
              t.holds(k < found ? x > best : x >= best, "another entry comes first");
            }
          }
        });

}  // namespace
}  // namespace etalon::verify
