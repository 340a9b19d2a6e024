#include "reference/contract/moe/diversity_loss.hpp"

#include <algorithm>

#include "verify/algebra/statistics.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::DiversityLoss;
using contract::moe::DiversityLossGradient;
using In = DiversityLoss::In<double>;
using Exactly = DiversityLoss::In<Interval>;
using Variant = DiversityLoss::Variant;

In answers(Draw& draw, int lowest, int highest) {
  const auto n = draw.extent(2, 4), t = draw.extent(1, 3);
  In in{draw.reals({n, t, draw.extent(1, std::clamp<std::int64_t>(24 / (n * t), 1, 4))}, lowest, highest)};
  for (double& x : in.outputs)
    if (x == 0) x = 1;
  return in;
}
Interval entry(const Exactly& in, std::int64_t i, std::int64_t token, std::int64_t o) { return in.outputs[static_cast<std::size_t>((i * in.outputs.shape[1] + token) * in.outputs.shape[2] + o)]; }
std::vector<Interval> answer(const Exactly& in, std::int64_t i, std::int64_t token) {
  std::vector<Interval> a;
  for (std::int64_t o = 0; o < in.outputs.shape[2]; ++o) a.push_back(entry(in, i, token, o));
  return a;
}

const auto registered =
    laws<DiversityLoss>()
        .inputs(core, "answers", [](Draw& draw) { return answers(draw, -4, 3); })
        .inputs(core, "nearly alike", [](Draw& draw) {
          In in = answers(draw, -1, 1);
          const std::size_t each = in.outputs.size() / static_cast<std::size_t>(in.outputs.shape[0]);
          for (std::size_t i = each; i < in.outputs.size(); ++i) in.outputs[i] = round_to(in.outputs[i % each] * (1 + draw.real(-16, -8)), draw.format);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) {
          const int far = draw.format.max_exponent / 2;
          return draw.coin() ? answers(draw, far, draw.format.max_exponent - 2) : answers(draw, draw.format.min_exponent, -far);
        })
        .inputs(edge, "orthogonal, or alike", [](Draw& draw) {
          In in = answers(draw, -1, 1);
          const std::int64_t m = in.outputs.shape[2], t = in.outputs.shape[1];
          const bool alike = draw.coin();
          for (std::size_t a = 0; a < in.outputs.size(); ++a) {
            const std::int64_t o = static_cast<std::int64_t>(a) % m, i = static_cast<std::int64_t>(a) / m / t;
            in.outputs[a] = alike ? static_cast<double>(o + 1) : o == i % m ? static_cast<double>(draw.integer(1, 3)) : 0;
          }
          return in;
        })
        .refuses("C2", "an answer of 0", [](Draw& draw) {
          In in = answers(draw, -1, 1);
          const std::int64_t row = draw.integer(0, in.outputs.shape[0] * in.outputs.shape[1] - 1), m = in.outputs.shape[2];
          for (std::int64_t o = 0; o < m; ++o) in.outputs[static_cast<std::size_t>(row * m + o)] = 0;
          return in;
        })
        .law("C3", "0 or −1/(n − 1) ≤ loss ≤ 1", [](Law<DiversityLoss>& t) {
          if (t.variant == Variant::signed_cosine) t.at_most(-1, t.out.loss * (t.in.outputs.shape[0] - 1), "−1/(n − 1) ≤ loss");
          else t.exactly_at_most(0, t.out.loss, "0 ≤ loss");
          t.at_most(t.out.loss, 1, "loss ≤ 1");
        })
        .theorem("C3", "1 where all answer alike, 0 where orthogonal", [](Exact<DiversityLoss>& t) {
          auto other = t.in;
          const std::int64_t n = t.in.outputs.shape[0], tokens = t.in.outputs.shape[1], m = t.in.outputs.shape[2];
          for (std::size_t a = 0; a < other.outputs.size(); ++a) other.outputs[a] = t.in.outputs[a % static_cast<std::size_t>(tokens * m)];
          t.equal(t.f(other).loss, 1, "1 where all answer alike");
          Exactly orthogonal{Tensor<Interval>({n, tokens, n})};
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t token = 0; token < tokens; ++token) orthogonal.outputs[static_cast<std::size_t>((i * tokens + token) * n + i)] = entry(t.in, i, token, 0).is_zero() ? Interval(1) : entry(t.in, i, token, 0);
          t.equal_within(t.f(orthogonal).loss, 0, 1, "0 where orthogonal");
        })
        .theorem("C4", "an answer's length, and its sign", [](Exact<DiversityLoss>& t) {
          auto other = t.in;
          const std::int64_t m = t.in.outputs.shape[2];
          for (std::size_t a = 0; a < other.outputs.size(); ++a) {
            const std::int64_t row = static_cast<std::int64_t>(a) / m;
            other.outputs[a] *= (row % 3 + 1) * (t.variant != Variant::signed_cosine && row % 2 == 1 ? -1 : 1);
          }
          t.equal_within(t.f(other).loss, t.f(t.in).loss, 1, "an answer's length, and its sign");
        })
        .theorem("C5", "Σ ‖AAᵀ − I‖² = t·n(n − 1)·squared", [](Exact<DiversityLoss>& t) {
          const std::int64_t n = t.in.outputs.shape[0], tokens = t.in.outputs.shape[1];
          Interval total = 0;
          for (std::int64_t token = 0; token < tokens; ++token)
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < n; ++j) {
                const auto a = answer(t.in, i, token), b = answer(t.in, j, token);
                total += square(dot(a, b) / sqrt(dot(a, a) * dot(b, b)) - (i == j));
              }
          t.equal_within(total, tokens * n * (n - 1) * t.f(t.in, Variant::squared).loss, tokens * n * n, "‖AAᵀ − I‖²");
        });

/// The chain rule with every sign of a cosine that is right, give or take its rounding; nothing where none is in doubt.
struct AtKinks {
  std::vector<Interval> outputs;
  bool any = false;

  AtKinks(const Exactly& in, const Interval& u) : outputs(in.outputs.size(), Interval(0)) {
    const std::int64_t n = in.outputs.shape[0], tokens = in.outputs.shape[1], m = in.outputs.shape[2];
    const Interval each = (4 * m + n * n + 16) * u;
    for (std::int64_t token = 0; token < tokens; ++token)
      for (std::int64_t i = 0; i < n; ++i)
        for (std::int64_t j = 0; j < n; ++j) {
          if (i == j) continue;
          const auto a = answer(in, i, token), b = answer(in, j, token);
          const Interval product = dot(a, b), length = sqrt(dot(a, a)), other = sqrt(dot(b, b)), c = product / length / other;
          const bool above = (c > each).certainly(), below = (c < -each).certainly();
          any = any || !(above || below);
          const Interval sign = above ? Interval(1) : below ? Interval(-1) : Interval::hull(Interval(-1), Interval(1)), off = Interval::hull(-2 * each, 2 * each);
          for (std::int64_t o = 0; o < m; ++o) {
            const auto at = static_cast<std::size_t>((i * tokens + token) * m + o);
            outputs[at] += sign * (b[static_cast<std::size_t>(o)] / other - c * a[static_cast<std::size_t>(o)] / length + off) / length / (tokens * (n * (n - 1) / 2));
          }
        }
  }
};
const Kinks<DiversityLossGradient> kinks("C3", "grad_outputs", [](const auto& in, const Interval& u, Variant variant) {
  if (variant != Variant::absolute) return Subdifferential();
  const AtKinks found(in, u);
  return found.any ? all_of(found.outputs) : Subdifferential();
});

const auto registered_gradient =
    laws<DiversityLossGradient>()
        .theorem("C3", "orthogonal to each answer, and 0 along one line", [](Exact<DiversityLossGradient>& t) {
          const auto grad = t.f(t.in).grad_outputs;
          const std::int64_t m = grad.shape[2];
          for (std::size_t row = 0; row < grad.size(); row += static_cast<std::size_t>(m)) {
            Interval product = 0, size = 0;
            for (std::size_t o = row; o < row + static_cast<std::size_t>(m); ++o) product += grad[o] * t.in.outputs[o], size += abs(t.in.outputs[o]) * (abs(grad[o]) + 1 / t.in.outputs[row].magnitude());
            if (!t.in.outputs[row].is_zero()) t.equal_within(product, 0, size, "orthogonal to its answer");
          }
          auto line = t.in;
          for (std::size_t a = 0; a < line.outputs.size(); ++a) line.outputs[a] = (static_cast<std::int64_t>(a) % m + 1) * (static_cast<std::int64_t>(a) / m % 3 + 1);
          const auto along = t.f(line).grad_outputs;
          for (const Interval& g : along) t.equal_within(g, 0, 1, "0 along one line");
        });

}  // namespace
}  // namespace etalon::verify
