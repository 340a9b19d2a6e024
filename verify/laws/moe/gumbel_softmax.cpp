#include "reference/contract/moe/gumbel_softmax.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "reference/contract/nn/softmax.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GumbelSoftmax;
using contract::moe::GumbelSoftmaxVjp;
using contract::nn::Softmax;
using In = GumbelSoftmax::In<double>;
using Exactly = GumbelSoftmax::In<Interval>;
using Variant = GumbelSoftmax::Variant;

In sampled(Draw& draw, int lowest = -4, int highest = 3) {
  const auto t = draw.extent(1, 4), n = draw.extent(1, std::clamp<std::int64_t>(16 / t, 1, 6));
  return {draw.reals({t, n}, lowest, highest), draw.uniforms({t, n}, 0.01, 0.99), round_to(draw.one_of({0.1, 0.5, 1.0, 5.0}), draw.format)};
}

/// logits + g of a row where 0 < u < 1, and the error that it may have: of either logarithm, of the sum, of its quotient by τ and of a difference of two.
struct Score {
  Interval value, off;
};
std::vector<std::optional<Score>> scores(const Exactly& in, std::int64_t token, const Interval& u) {
  std::vector<std::optional<Score>> all;
  const std::int64_t n = in.u.shape[1];
  for (std::int64_t i = 0; i < n; ++i) {
    if (in.u(token, i).is_zero() || (in.u(token, i) == 1).certainly()) all.emplace_back();
    else {
      const Interval noise = -log(-log(in.u(token, i)));
      all.push_back(Score{in.logits(token, i) + noise, (n + 10) * u * (abs(in.logits(token, i)) + abs(noise) + 1 + in.tau)});
    }
  }
  return all;
}
bool certain(const Exactly& in, std::int64_t token) {
  for (std::int64_t i = 0; i < in.u.shape[1]; ++i)
    if ((in.u(token, i) == 1).certainly()) return true;
  return false;
}
/// Which entries may be the largest? Those that none is above by more than both are off.
std::vector<bool> may_win(const std::vector<std::optional<Score>>& s) {
  std::optional<Interval> top;
  for (const auto& one : s)
    if (one) top = top ? max(*top, one->value - one->off) : one->value - one->off;
  std::vector<bool> may;
  for (const auto& one : s) may.push_back(one && !(*top > one->value + one->off).certainly());
  return may;
}

const auto registered =
    laws<GumbelSoftmax>()
        .inputs(core, "logits with noise", [](Draw& draw) { return sampled(draw); })
        .inputs(core, "near the ends", [](Draw& draw) {
          In in = sampled(draw);
          for (double& u : in.u) u = draw.coin() ? draw.magnitude(-30, -1) : round_to(1 - draw.magnitude(-20, -2), draw.format);
          return in;
        })
        .inputs(extreme, "cold, or hot", [](Draw& draw) {
          In in = sampled(draw);
          in.tau = draw.coin() ? draw.magnitude(-40, -8) : draw.magnitude(8, 40);
          return in;
        })
        .inputs(extreme, "beyond the range of exp", [](Draw& draw) { return sampled(draw, 8, 12); })
        .inputs(edge, "u is 0, or 1", [](Draw& draw) {
          In in = sampled(draw);
          const std::int64_t n = in.u.shape[1];
          for (std::int64_t token = 0; token < in.u.shape[0]; ++token) {
            for (std::int64_t i = 1; i < n; ++i)
              if (draw.coin()) in.u(token, i) = 0;
            if (draw.coin()) in.u(token, draw.integer(0, n - 1)) = 1;
          }
          return in;
        })
        .inputs(edge, "ties", [](Draw& draw) {
          In in = sampled(draw);
          for (double& u : in.u) u = 0.5;
          for (double& l : in.logits) l = static_cast<double>(draw.integer(0, 1));
          return in;
        })
        .refuses("C3", "u is 1 twice, or 0 everywhere", [](Draw& draw) {
          In in = sampled(draw);
          const std::int64_t n = in.u.shape[1], token = draw.integer(0, in.u.shape[0] - 1);
          const bool zeros = n < 2 || draw.coin();
          for (std::int64_t i = 0; i < n; ++i)
            if (zeros || i < 2) in.u(token, i) = zeros ? 0 : 1;
          return in;
        })
        .law("C4", "0 ≤ y ≤ 1, Σ y = 1, and the limits", [](Law<GumbelSoftmax>& t) {
          for (std::int64_t token = 0; token < t.out.y.shape[0]; ++token) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < t.out.y.shape[1]; ++i) {
              const Interval& y = t.out.y(token, i);
              sum += y;
              t.exactly_at_most(0, y, "0 ≤ y"), t.exactly_at_most(y, 1, "y ≤ 1");
              if (t.in.u(token, i).is_zero()) t.exactly(y.is_zero(), "0 where u is 0");
              if ((t.in.u(token, i) == 1).certainly()) t.exactly(y == 1, "1 where u is 1");
              if (t.variant == Variant::hard) t.exactly(y == 0 || y == 1, "hard is 0 or 1");
            }
            if (t.variant == Variant::hard) t.exactly(sum == 1, "one is chosen");
            else t.equal(sum, 1, "Σ y = 1");
          }
        })
        .law("C7", "hard is a largest", [](Law<GumbelSoftmax>& t) {
          if (t.variant != Variant::hard) return;
          for (std::int64_t token = 0; token < t.out.y.shape[0]; ++token) {
            if (certain(t.in, token)) continue;
            const auto may = may_win(scores(t.in, token, power_of_two(-10)));  // of the narrowest format; each format's own bound is the judge's
            for (std::int64_t i = 0; i < t.out.y.shape[1]; ++i)
              if (!may[static_cast<std::size_t>(i)]) t.exactly(t.out.y(token, i).is_zero(), "0 where another is larger");
          }
        })
        .theorem("C5", "nn.softmax of logits/τ, and σ of two", [](Exact<GumbelSoftmax>& t) {
          auto same = t.in;
          Softmax::In<Interval> scaled{t.in.logits};
          for (Interval& u : same.u) u = Interval(1) / 3;
          for (Interval& x : scaled.x) x /= t.in.tau;
          t.equal(t.f(same, Variant::soft).y, Wings<Softmax>::reference(scaled, Softmax::Variant::undefined)->y, "nn.softmax of logits/τ");
          if (t.in.u.shape[0] == 0 || t.in.u.shape[1] < 2) return;
          const Interval first = t.in.u(0, 0), second = t.in.u(0, 1), l1 = t.in.logits(0, 0), l2 = t.in.logits(0, 1);
          if (!((first > 0 && first < 1 && second > 0 && second < 1).certainly())) return;
          const Exactly two{{{1, 2}, {l1, l2}}, {{1, 2}, {first, second}}, t.in.tau};
          t.equal(t.f(two, Variant::soft).y[0], 1 / (1 + exp(-(l1 - l2 + log(log(second) / log(first))) / t.in.tau)), "σ of two");
        })
        .theorem("C6", "τ → 0, and τ → ∞", [](Exact<GumbelSoftmax>& t) {
          auto cold = t.in, hot = t.in;
          cold.tau /= 1024, hot.tau = (1 + t.in.tau) * power_of_two(40);
          const auto hard = t.f(t.in, Variant::hard).y, soft = t.f(cold, Variant::soft).y, even = t.f(hot, Variant::soft).y;
          const std::int64_t n = hard.shape[1];
          for (std::int64_t token = 0; token < hard.shape[0]; ++token) {
            if (certain(t.in, token)) continue;
            const auto s = scores(t.in, token, 0);
            std::optional<Interval> gap, least, most;
            std::int64_t open = 0, best = 0;
            for (std::int64_t i = 0; i < n; ++i)
              if ((hard(token, i) == 1).certainly()) best = i;
            for (std::int64_t i = 0; i < n; ++i) {
              const auto& score = s[static_cast<std::size_t>(i)];
              if (!score) continue;
              ++open;
              least = least ? min(*least, score->value) : score->value, most = most ? max(*most, score->value) : score->value;
              if (i == best) continue;
              const Interval distance = s[static_cast<std::size_t>(best)]->value - score->value;
              gap = gap ? min(*gap, distance) : distance;
            }
            for (std::int64_t i = 0; i < n; ++i) {
              if (gap) t.at_most(abs(soft(token, i) - hard(token, i)), n * exp(-*gap / cold.tau), "|y − hard| ≤ n·exp(−gap/τ)");
              if (s[static_cast<std::size_t>(i)]) t.at_most(abs(even(token, i) - Interval(1) / open), (*most - *least) / hot.tau + power_of_two(-400), "|y − 1/m| ≤ spread/τ");
            }
          }
        });

/// Where another may be the largest, 0 and 1 are both right; that they are 0 and 1, and one of them 1, is a law.
const Kinks<GumbelSoftmax> ties("C7", "y", [](const auto& in, const Interval& u, Variant variant) {
  Subdifferential found;
  const auto n = static_cast<std::size_t>(in.u.shape[1]);
  for (std::int64_t token = 0; token < in.u.shape[0] && variant == Variant::hard; ++token) {
    if (certain(in, token)) continue;
    const auto may = may_win(scores(in, token, u));
    if (std::count(may.begin(), may.end(), true) < 2) continue;
    for (std::size_t i = 0; i < n; ++i)
      if (may[i]) found.emplace(static_cast<std::size_t>(token) * n + i, Interval::hull(Interval(0), Interval(1)));
  }
  return found;
});
/// The derivative of hard is declared: no witness of its own agrees with it, but soft's.
const Kinks<GumbelSoftmaxVjp> straight_through("C7", "grad_logits", [](const auto& in, const Interval&, Variant variant) {
  return variant == Variant::hard ? all_of(Wings<GumbelSoftmaxVjp>::reference(in, Variant::soft)->grad_logits.data) : Subdifferential();
});

const auto registered_vjp =
    laws<GumbelSoftmaxVjp>()
        .law("C4", "Σ x̄ = 0, and 0 where u is 0 or 1", [](Law<GumbelSoftmaxVjp>& t) {
          const auto& grad = t.out.grad_logits;
          for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
            Interval sum = 0, scale = 0;
            for (std::int64_t i = 0; i < grad.shape[1]; ++i) {
              sum += grad(token, i), scale += abs(t.in.cotangent.y(token, i)) / t.in.tau;
              if (t.in.u(token, i).is_zero() || certain(t.in, token)) t.exactly(grad(token, i).is_zero(), "0 where u is 0, or one is certain");
            }
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        })
        .theorem("C7", "that of hard is that of soft", [](Exact<GumbelSoftmaxVjp>& t) { t.equal(t.f(t.in, Variant::hard).grad_logits, t.f(t.in, Variant::soft).grad_logits, "that of soft"); });

}  // namespace
}  // namespace etalon::verify
