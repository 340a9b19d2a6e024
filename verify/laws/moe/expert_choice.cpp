#include "reference/contract/moe/expert_choice.hpp"

#include "reference/contract/tensor/top_k.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertChoice;
using contract::tensor::TopK;
using In = ExpertChoice::In<double>;

In router(Draw& draw) {
  const auto t = draw.extent(1, 6);
  return {draw.uniforms({t, draw.extent(1, 4)}, 0, 1), draw.integer(1, t)};
}

const auto registered =
    laws<ExpertChoice>()
        .inputs(core, "router", router)
        .inputs(edge, "ties", [](Draw& draw) {
          In in = router(draw);
          for (double& p : in.probabilities) p = static_cast<double>(draw.integer(0, 2)) / 4;
          return in;
        })
        .inputs(edge, "none, or all", [](Draw& draw) {
          In in = router(draw);
          in.c = draw.coin() ? 0 : in.probabilities.shape[0];
          return in;
        })
        .refuses("C2", "more than there are", [](Draw& draw) {
          In in = router(draw);
          in.c = draw.coin() ? in.probabilities.shape[0] + 1 : -1;
          return in;
        })
        .law("C4", "the probabilities at the indices, and none larger is left out", [](Law<ExpertChoice>& t) {
          const std::int64_t tokens = t.in.probabilities.shape[0];
          for (std::int64_t i = 0; i < t.in.probabilities.shape[1]; ++i) {
            std::vector<bool> taken(static_cast<std::size_t>(tokens), false);
            for (std::int64_t place = 0; place < t.in.c; ++place) {
              const std::int64_t token = t.out.index(i, place);
              if (token < 0 || token >= tokens || taken[static_cast<std::size_t>(token)]) return t.exactly(false, "a token that is not, or twice");
              for (std::int64_t other = 0; other < tokens; ++other) {
                if (taken[static_cast<std::size_t>(other)] || other == token) continue;
                const Interval &p = t.in.probabilities(token, i), &q = t.in.probabilities(other, i);
                t.exactly(other < token ? p > q : p >= q, "no larger one, and of equal ones no lower index, is left");
              }
              taken[static_cast<std::size_t>(token)] = true;
              t.exactly(t.out.weights(i, place) == t.in.probabilities(token, i), "the probability at the index");
            }
          }
        })
        .theorem("C5", "tensor.top_k along the tokens", [](Exact<ExpertChoice>& t) {
          const auto chosen = t.f(t.in);
          const auto top = Wings<TopK>::reference(TopK::In<Interval>{t.in.probabilities, t.in.c, 0}, TopK::Variant::lowest_index);
          for (std::int64_t i = 0; i < t.in.probabilities.shape[1]; ++i)
            for (std::int64_t place = 0; place < t.in.c; ++place) {
              t.holds(chosen.index(i, place) == top->index(place, i), "the same tokens");
              t.equal(chosen.weights(i, place), top->values(place, i), "the same values");
            }
          auto all = t.in;
          all.c = t.in.probabilities.shape[0];
          const auto everything = t.f(all);
          Interval sum = 0, whole = 0;
          for (const Interval& w : everything.weights) sum += w;
          for (const Interval& p : t.in.probabilities) whole += p;
          t.equal(sum, whole, "c = t gives every token");
        });

}  // namespace
}  // namespace etalon::verify
