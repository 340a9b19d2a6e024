#include "reference/contract/moe/bias_update.hpp"

#include <algorithm>

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::BiasUpdate;
using In = BiasUpdate::In<double>;

In counted(Draw& draw, std::int64_t most, int lowest = -8, int highest = 0) {
  const std::int64_t n = draw.extent(1, 8);
  return {draw.reals({n}, lowest, highest), draw.integers({n}, 0, most), round_to(draw.one_of({0.001, 0.01, 0.25}), draw.format)};
}

const auto registered =
    laws<BiasUpdate>()
        .inputs(core, "counts", [](Draw& draw) { return counted(draw, 1000); })
        .inputs(core, "nearly balanced", [](Draw& draw) { return counted(draw, 2); })
        .inputs(core, "all tokens at one expert", [](Draw& draw) {
          In in = counted(draw, 0);
          in.counts[draw.integer(0, in.counts.shape[0] - 1)] = draw.integer(1, 1 << 20);
          return in;
        })
        .inputs(edge, "one beside 2⁴⁰", [](Draw& draw) {
          In in = counted(draw, 1);
          for (std::int64_t& c : in.counts) c = BiasUpdate::most_tokens - c;
          return in;
        })
        .inputs(extreme, "a bias far above γ, or below", [](Draw& draw) {
          return draw.coin() ? counted(draw, 10, draw.format.max_exponent - 4, draw.format.max_exponent - 2) : counted(draw, 10, draw.format.min_exponent, draw.format.min_exponent + 8);
        })
        .theorem("C4", "the mean keeps its bias", [](Exact<BiasUpdate>& t) {
          auto equal = t.in, none = t.in;
          for (std::int64_t& c : equal.counts) c = 7;
          none.gamma = 0;
          t.equal(t.f(equal).bias_next, t.in.bias, "equal counts");
          t.equal(t.f(none).bias_next, t.in.bias, "γ = 0");
          auto beside = equal;
          if (beside.counts.size() >= 3) {
            beside.counts[0] += 2, beside.counts[1] -= 2;
            const Matrix next = t.f(beside).bias_next;
            t.equal(next[2], t.in.bias[2], "as many tokens as the mean");
            t.equal(next[0], t.in.bias[0] - t.in.gamma, "more than the mean");
            t.equal(next[1], t.in.bias[1] + t.in.gamma, "fewer than the mean");
          }
        })
        .theorem("C5", "counts times a number, or with one added", [](Exact<BiasUpdate>& t) {
          const Matrix next = t.f(t.in).bias_next;
          auto more = t.in, reversed = t.in;
          for (std::int64_t& c : more.counts) c = 3 * c + 5;
          t.equal(t.f(more).bias_next, next, "3·counts + 5");
          std::reverse(reversed.bias.begin(), reversed.bias.end()), std::reverse(reversed.counts.begin(), reversed.counts.end());
          const Matrix back = t.f(reversed).bias_next;
          for (std::size_t i = 0; i < next.size(); ++i) t.equal(back[next.size() - 1 - i], next[i], "in another order");
        });

}  // namespace
}  // namespace etalon::verify
