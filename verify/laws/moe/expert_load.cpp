#include "reference/contract/moe/expert_load.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertLoad;
using In = ExpertLoad::In<double>;

In routes(Draw& draw, std::int64_t fewest) {
  const auto t = draw.extent(fewest, 8), k = draw.extent(fewest, 3), n = draw.extent(1, 6);
  return {draw.integers({t, k}, -1, n - 1), draw.integers({t}, 0, 1), n};
}

const auto registered =
    laws<ExpertLoad>()
        .inputs(core, "routes", [](Draw& draw) { return routes(draw, 1); })
        .inputs(edge, "no tokens, or no choices", [](Draw& draw) { return routes(draw, 0); })
        .refuses("C2", "no such expert", [](Draw& draw) {
          In in = routes(draw, 1);
          in.assignment[0] = draw.coin() ? in.n : -2;
          return in;
        })
        .law("C4", "the number of its tokens, and all of them together", [](Law<ExpertLoad>& t) {
          std::int64_t total = 0, counted = 0;
          for (std::int64_t i = 0; i < t.in.n; ++i) {
            std::int64_t tokens = 0;
            for (std::int64_t token = 0; token < t.in.assignment.shape[0]; ++token)
              for (std::int64_t j = 0; j < t.in.assignment.shape[1]; ++j) tokens += t.in.mask[token] == 1 && t.in.assignment(token, j) == i;
            t.exactly(t.out.load[i] == tokens, "the number of its tokens");
            total += t.out.load[i];
          }
          for (std::int64_t token = 0; token < t.in.assignment.shape[0]; ++token)
            for (std::int64_t j = 0; t.in.mask[token] == 1 && j < t.in.assignment.shape[1]; ++j) counted += 1, total += t.in.assignment(token, j) == -1;
          t.exactly(total == counted, "loads and dropped are k for each token");
        });

}  // namespace
}  // namespace etalon::verify
