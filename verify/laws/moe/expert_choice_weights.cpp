#include "reference/contract/moe/expert_choice_weights.hpp"

#include <algorithm>

#include "reference/contract/moe/expert_choice.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertChoice;
using contract::moe::ExpertChoiceWeights;
using contract::moe::ExpertChoiceWeightsVjp;
using contract::nn::Softmax;
using In = ExpertChoiceWeights::In<double>;

In chosen(Draw& draw, int lowest, int highest, std::int64_t fewest = 1) {
  const auto t = draw.extent(1, 5), n = draw.extent(1, std::clamp<std::int64_t>(16 / t, 1, 4));
  return {draw.reals({t, n}, lowest, highest), draw.integers({n, draw.extent(fewest, 3)}, 0, t - 1)};
}

const auto registered =
    laws<ExpertChoiceWeights>()
        .inputs(core, "chosen tokens", [](Draw& draw) { return chosen(draw, -4, 3); })
        .inputs(extreme, "beyond the range of exp", [](Draw& draw) { return chosen(draw, 8, 12); })
        .inputs(edge, "none", [](Draw& draw) { return chosen(draw, -4, 3, 0); })
        .law("C3", "0 ≤ weights ≤ 1", [](Law<ExpertChoiceWeights>& t) {
          for (const Interval& w : t.out.weights) t.exactly_at_most(0, w, "0 ≤ w"), t.exactly_at_most(w, 1, "w ≤ 1");
        })
        .theorem("C3", "every token once sums to t", [](Exact<ExpertChoiceWeights>& t) {
          auto all = t.in;
          const std::int64_t tokens = t.in.logits.shape[0], n = t.in.logits.shape[1];
          all.index = Tensor<std::int64_t>({n, tokens});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < tokens; ++j) all.index(i, j) = (i + j) % tokens;
          Interval sum = 0;
          const auto weights = t.f(all).weights;
          for (const Interval& w : weights) sum += w;
          t.equal(sum, tokens, "they sum to t");
        })
        .theorem("C4", "those of moe.expert_choice", [](Exact<ExpertChoiceWeights>& t) {
          auto other = t.in;
          const std::int64_t tokens = t.in.logits.shape[0], n = t.in.logits.shape[1];
          for (std::int64_t token = 0; token < tokens; ++token)  // apart from each other, so that the choice is plain
            for (std::int64_t i = 0; i < n; ++i) other.logits(token, i) = (token * 7 + i * 3) % 11;
          const Tensor<Interval> p = Wings<Softmax>::reference(Softmax::In<Interval>{other.logits}, Softmax::Variant::undefined)->y;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t a = 0; a < tokens; ++a)
              for (std::int64_t b = 0; b < a; ++b)
                if ((p(a, i) == p(b, i)).is_unknown()) return;
          const auto choice = Wings<ExpertChoice>::reference(ExpertChoice::In<Interval>{p, 1});
          other.index = choice->index;
          t.equal(t.f(other).weights, choice->weights, "those of moe.expert_choice");
        });

const auto registered_vjp =
    laws<ExpertChoiceWeightsVjp>().law("C3", "a token's sum to 0, and 0 of one not taken", [](Law<ExpertChoiceWeightsVjp>& t) {
      const auto& grad = t.out.grad_logits;
      Interval scale = 0;
      for (const Interval& c : t.in.cotangent.weights) scale += abs(c);
      for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
        Interval sum = 0;
        const bool taken = std::find(t.in.index.begin(), t.in.index.end(), token) != t.in.index.end();
        for (std::int64_t i = 0; i < grad.shape[1]; ++i) {
          sum += grad(token, i);
          if (!taken) t.exactly(grad(token, i).is_zero(), "no expert took it: 0");
        }
        t.equal_within(sum, 0, scale, "a token's sum to 0");
      }
    });

}  // namespace
}  // namespace etalon::verify
