#include <algorithm>

#include "reference/contract/linalg/compression_ratio.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CompressionRatio;
using In = CompressionRatio::In<double>;

In up_to(Draw& draw, std::int64_t largest) {
  const auto m = draw.integer(1, largest), n = draw.integer(1, largest);
  return In{m, n, draw.integer(1, std::min(m, n))};
}

const auto registered =
    laws<CompressionRatio>()
        .inputs(core, "images", [](Draw& draw) { return up_to(draw, 4000); })
        .inputs(core, "1000×1000, k = 50", [](Draw&) { return In{1000, 1000, 50}; })
        .inputs(extreme, "as large as they may be", [](Draw& draw) {
          return up_to(draw, std::int64_t{1} << std::min(30, draw.format.max_exponent / 2));
        })
        .inputs(edge, "tiny", [](Draw& draw) { return up_to(draw, 2); })
        .refuses("C1", "k > min(m, n)", [](Draw& draw) {
          In in = up_to(draw, 10);
          in.k = std::min(in.m, in.n) + draw.integer(1, 3);
          return in;
        })
        .theorem("C2", "1000×1000 with k = 50", [](Exact<CompressionRatio>& t) {
          const auto example = t.f({1000, 1000, 50});
          t.holds(example.stored == 100050, "100,050 numbers");
          t.equal(example.ratio, Interval(20000) / 2001, "20000/2001");
        })
        .theorem("C3", "Aᵀ, and 2k", [](Exact<CompressionRatio>& t) {
          const auto [m, n, k] = t.in;
          t.holds(t.f({n, m, k}).stored == t.f(t.in).stored, "stored of Aᵀ");
          if (2 * k <= std::min(m, n)) t.holds(t.f({m, n, 2 * k}).stored == 2 * t.f(t.in).stored, "stored with 2k");
        })
        .theorem("C4", "ratio > 1 where k < mn/(m + n + 1)", [](Exact<CompressionRatio>& t) {
          const auto [m, n, k] = t.in;
          t.holds(k * (m + n + 1) < m * n ? t.f(t.in).ratio > 1 : t.f(t.in).ratio <= 1, "worth while");
          t.at_most(t.f({m, n, std::min(m, n)}).ratio, 1, "never with all");
        });

}  // namespace
}  // namespace etalon::verify
