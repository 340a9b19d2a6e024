#include "reference/contract/optimization/lbfgs_direction.hpp"

#include "reference/contract/optimization/bfgs.hpp"
#include "reference/linalg/vectors.hpp"
#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Bfgs;
using contract::optimization::LbfgsDirection;
using reference::linalg::row;
using Variant = LbfgsDirection::Variant;
using In = LbfgsDirection::In<double>;

In with_pairs(Draw& draw, std::int64_t n, std::int64_t m, int bits) {
  In in{draw.reals({n}), Tensor<double>({m, n}), Tensor<double>({m, n})};
  for (std::int64_t i = 0; i < m; ++i) {
    const auto [s, y] = curved_pair(draw, n, bits);
    std::copy(s.begin(), s.end(), in.s.begin() + i * n), std::copy(y.begin(), y.end(), in.y.begin() + i * n);
  }
  return in;
}

const auto registered =
    laws<LbfgsDirection>()
        .inputs(core, "typical", [](Draw& draw) { return with_pairs(draw, draw.extent(1, 6), draw.extent(1, 4), 4); })
        .inputs(core, "no pairs yet", [](Draw& draw) { return with_pairs(draw, draw.extent(1, 6), draw.extent(0, 0), 4); })
        .inputs(core, "more pairs than variables", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          return with_pairs(draw, n, n + draw.extent(1, 2), 4);
        })
        .inputs(core, "much curvature in some directions", [](Draw& draw) { return with_pairs(draw, draw.extent(1, 4), draw.extent(1, 2), draw.format.precision / 10); })
        .inputs(core, "many variables", [](Draw& draw) { return with_pairs(draw, draw.extent(15, 33), draw.extent(1, 2), 4); })
        .inputs(extreme, "squares of s and y out of range", [](Draw& draw) {
          In in = with_pairs(draw, draw.extent(1, 4), draw.extent(1, 3), 4);
          const int e = (draw.coin() ? 1 : -1) * 3 * draw.format.max_exponent / 4;
          in.s = times_power(draw, in.s, e), in.y = times_power(draw, in.y, e);
          return in;
        })
        .leaves_out("one or two entries far from the others", "one far entry of s or y turns the sign of a curvature, or leaves nothing of it; their units are a class of their own")
        .leaves_out("one input far from the others", "α and β leave the range on the way; units of s and y are a class of their own")
        .leaves_out("lanes at levels of their own", "as entries far from the others")
        .leaves_out("an extent beside a power of two", "T grows with every pair; many variables are a class of their own")
        .refuses("C2", "no curvature along a step", [](Draw& draw) {
          const auto n = draw.extent(1, 4), m = draw.extent(1, 3), flat = draw.integer(0, m - 1);
          In in = with_pairs(draw, n, m, 2);
          const auto [s, y] = flat_pair(draw, n);
          std::copy(s.begin(), s.end(), in.s.begin() + flat * n), std::copy(y.begin(), y.end(), in.y.begin() + flat * n);
          return in;
        })
        .theorem("C3", "−Hg with the dense H", [](Exact<LbfgsDirection>& t) {
          const std::int64_t n = t.in.g.shape[0], m = t.in.s.shape[0];
          const Matrix d = t.f(t.in).d;
          Matrix h = identity(n);
          if (m > 0 && t.variant == Variant::scaled) {
            const Matrix s = row(t.in.s, m - 1), y = row(t.in.y, m - 1);
            h = times(h, inner_product(s, y) / inner_product(y, y));
          }
          for (std::int64_t i = 0; i < m; ++i) h = Wings<Bfgs>::reference(Bfgs::In<Interval>{h, row(t.in.s, i), row(t.in.y, i)}, Bfgs::Variant::inverse)->h_next;
          equal_product(t, h, as_column(t.in.g), as_column(negative(d)), "Hg");
        })
        .theorem("C4", "it descends, and is linear in g", [](Exact<LbfgsDirection>& t) {
          const Matrix d = t.f(t.in).d;
          if (!max_norm(t.in.g).is_zero()) t.holds(inner_product(t.in.g, d) < 0, "gᵀd < 0");
          equal_entries(t, t.f({times(t.in.g, Interval(-7) / 3), t.in.s, t.in.y}).d, times(d, Interval(-7) / 3), "of −7/3·g");
        })
        .theorem("C5", "for g = y it is −s", [](Exact<LbfgsDirection>& t) {
          const std::int64_t m = t.in.s.shape[0];
          if (m == 0) return equal_entries(t, t.f(t.in).d, negative(t.in.g), "−g");
          equal_entries(t, t.f({row(t.in.y, m - 1), t.in.s, t.in.y}).d, negative(row(t.in.s, m - 1)), "−s");
        });

}  // namespace
}  // namespace etalon::verify
