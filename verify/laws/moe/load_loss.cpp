#include "reference/contract/moe/load_loss.hpp"

#include <algorithm>

#include "verify/algebra/statistics.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ImportanceLoss;
using contract::moe::LoadLoss;
using contract::moe::LoadLossGradient;
using In = LoadLoss::In<double>;
using Exactly = LoadLoss::In<Interval>;
using Variant = LoadLoss::Variant;

In noisy(Draw& draw, int lowest, int highest) {
  const auto tokens = draw.extent(1, 5), experts = draw.extent(2, std::clamp<std::int64_t>(16 / tokens, 2, 4));
  In in{draw.reals({tokens, experts}, lowest, highest), draw.reals({tokens, experts}, -4, 1), draw.uniforms({tokens, experts}, -2, 2), draw.integer(1, std::min<std::int64_t>(experts - 1, 3)), round_to(draw.one_of({0.01, 0.1, 1.0}), draw.format)};
  in.epsilon = round_to(draw.one_of({0.0, 0.0, 1e-10}), draw.format);
  return in;
}

/// The noisy logits of a token.
std::vector<Interval> noisy_of(const Exactly& in, std::int64_t token) {
  std::vector<Interval> h;
  for (std::int64_t j = 0; j < in.clean.shape[1]; ++j) h.push_back(in.clean(token, j) + in.noise(token, j) * log1p(exp(in.noise_logits(token, j))));
  return h;
}
/// Lᵢ with a k-th that the largest of the others, k times over, leave.
Tensor<Interval> loads(const Exactly& in) {
  const std::int64_t n = in.clean.shape[1];
  Tensor<Interval> load({1, n});
  for (std::int64_t token = 0; token < in.clean.shape[0]; ++token) {
    const std::vector<Interval> h = noisy_of(in, token);
    for (std::int64_t i = 0; i < n; ++i) {
      std::vector<Interval> others = h;
      others.erase(others.begin() + i);
      for (std::int64_t place = 0; place < in.k; ++place)  // the larger of each two goes up, and none need be told apart
        for (std::size_t j = others.size() - 1; j > static_cast<std::size_t>(place); --j) {
          const Interval larger = max(others[j - 1], others[j]);
          others[j] = min(others[j - 1], others[j]), others[j - 1] = larger;
        }
      load[static_cast<std::size_t>(i)] += erfc(-((in.clean(token, i) - others[static_cast<std::size_t>(in.k - 1)]) / log1p(exp(in.noise_logits(token, i))) / sqrt(Interval(2)))) / 2;
    }
  }
  return load;
}
Interval importance(const Exactly& in, Tensor<Interval> gates, Variant v) { return Wings<ImportanceLoss>::reference(ImportanceLoss::In<Interval>{std::move(gates), in.weight, in.epsilon}, v)->loss; }

const auto registered =
    laws<LoadLoss>()
        .inputs(core, "logits with noise", [](Draw& draw) { return noisy(draw, -4, 2); })
        .inputs(core, "an untrained router", [](Draw& draw) {
          In in = noisy(draw, -4, 0);
          for (double& r : in.noise_logits) r = 0;
          return in;
        })
        .inputs(extreme, "confident", [](Draw& draw) { return noisy(draw, 1, 3); })  // every chance 0 or 1: slopes below what the sums of the loads resolve
        .inputs(extreme, "little noise", [](Draw& draw) {
          In in = noisy(draw, -4, 2);
          for (double& r : in.noise_logits) r = round_to(draw.uniform(-80, -20), draw.format);
          return in;
        })
        .inputs(edge, "ties", [](Draw& draw) {
          In in = noisy(draw, -2, 1);
          for (double& e : in.noise) e = 0;
          for (double& c : in.clean) c = static_cast<double>(draw.integer(-1, 1));
          return in;
        })
        .refuses("C3", "as many as there are", [](Draw& draw) {
          In in = noisy(draw, -2, 1);
          in.k = draw.coin() ? in.clean.shape[1] : 0;
          return in;
        })
        .law("C5", "0 ≤ loss ≤ w·(n − 1), or w·n", [](Law<LoadLoss>& t) {
          t.at_most(0, t.out.loss, "0 ≤ loss");
          t.at_most(t.out.loss, t.in.weight * (t.in.clean.shape[1] - (t.variant == Variant::population)), "not more than where one expert has it all");
        })
        .theorem("C5", "in another order, and of c more", [](Exact<LoadLoss>& t) {
          auto other = t.in;
          const std::int64_t n = t.in.clean.shape[1];
          for (std::int64_t token = 0; token < t.in.clean.shape[0]; ++token)
            for (std::int64_t i = 0; i < n; ++i) {
              other.clean(token, i) = t.in.clean(token, n - 1 - i) + token + 3;
              other.noise_logits(token, i) = t.in.noise_logits(token, n - 1 - i), other.noise(token, i) = t.in.noise(token, n - 1 - i);
            }
          t.equal_within(t.f(other).loss, t.f(t.in).loss, t.in.weight * n, "in another order, and of c more");
        })
        .theorem("C6", "moe.importance_loss of the loads", [](Exact<LoadLoss>& t) {
          const Tensor<Interval> load = loads(t.in);
          for (const Interval& l : load)
            if (!(l > 0).certainly()) return;  // a chance below 2^−2⁶², which no enclosure tells from 0
          t.equal_within(t.f(t.in).loss, importance(t.in, load, t.variant), t.in.weight * t.in.clean.shape[1], "moe.importance_loss");
        })
        .theorem("C7", "that of counts, where noise does not matter", [](Exact<LoadLoss>& t) {
          auto far = t.in;
          const std::int64_t n = t.in.clean.shape[1];
          Tensor<Interval> counts({1, n});
          for (std::int64_t token = 0; token < far.clean.shape[0]; ++token)
            for (std::int64_t i = 0; i < n; ++i) {
              far.clean(token, i) = 100 * ((i * 7 + token * 3) % n * 2 + (i > token ? 1 : 0)) + i, far.noise_logits(token, i) = 0;
            }
          for (std::int64_t token = 0; token < far.clean.shape[0]; ++token)
            for (std::int64_t i = 0; i < n; ++i) {
              std::int64_t larger = 0;
              for (std::int64_t j = 0; j < n; ++j) larger += (far.clean(token, j) > far.clean(token, i)).certainly();
              if (larger < t.in.k) counts[static_cast<std::size_t>(i)] += 1;
            }
          bool apart = true;
          for (std::int64_t token = 0; token < far.clean.shape[0]; ++token)
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < i; ++j) apart = apart && (abs(far.clean(token, i) - far.clean(token, j)) > 50).certainly();
          if (!apart) return;
          t.at_most(abs(t.f(far).loss - importance(far, counts, t.variant)), power_of_two(-60), "that of the counts");
        });

/// The k-th without i may be any of several where they are equal, or so nearly that rounding decides: every share between them.
struct AtKinks {
  std::vector<Interval> clean, noise;
  bool any = false;

  AtKinks(const Exactly& in, const Interval& u, Variant variant) : clean(in.clean.size(), Interval(0)), noise(in.clean.size(), Interval(0)) {
    const std::int64_t tokens = in.clean.shape[0], n = in.clean.shape[1];
    const Interval each = (tokens + 3 * n + 30) * u, spread = Interval::hull(1 - each, 1 + each);
    const Tensor<Interval> load = loads(in);
    const std::int64_t less = variant == Variant::sample;
    const Interval mean = sum(load.data) / n, below = square(mean) + in.epsilon, v = variance(load.data) * n / (n - less) / below;
    for (std::int64_t token = 0; token < tokens; ++token) {
      const std::vector<Interval> h = noisy_of(in, token);
      std::vector<Interval> off, sigma, slope;
      for (std::int64_t j = 0; j < n; ++j) {
        sigma.push_back(log1p(exp(in.noise_logits(token, j)))), slope.push_back(1 / (1 + exp(-in.noise_logits(token, j))));
        off.push_back(each * (abs(in.clean(token, j)) + abs(in.noise(token, j)) * sigma.back()));
      }
      // Which l are above j, and which may be; and how many.
      Tensor<char> is_above({n, n}), may_be({n, n});
      std::vector<std::int64_t> above(static_cast<std::size_t>(n), 0), perhaps(above);
      for (std::int64_t l = 0; l < n; ++l)
        for (std::int64_t j = 0; j < n; ++j) {
          if (l == j) continue;
          const Interval difference = h[static_cast<std::size_t>(l)] - h[static_cast<std::size_t>(j)], width = off[static_cast<std::size_t>(l)] + off[static_cast<std::size_t>(j)];
          above[static_cast<std::size_t>(j)] += is_above(l, j) = (difference > width).certainly();
          perhaps[static_cast<std::size_t>(j)] += may_be(l, j) = !(difference < -width).certainly();
        }
      for (std::int64_t i = 0; i < n; ++i) {
        std::vector<std::int64_t> candidates;
        for (std::int64_t j = 0; j < n; ++j)
          if (j != i && above[static_cast<std::size_t>(j)] - is_above(i, j) <= in.k - 1 && in.k - 1 <= perhaps[static_cast<std::size_t>(j)] - may_be(i, j)) candidates.push_back(j);
        any = any || candidates.size() > 1;
        const Interval share = candidates.size() == 1 ? Interval(1) : Interval::hull(Interval(0), Interval(1));
        const auto at = [&](std::int64_t j) { return static_cast<std::size_t>(token * n + j); };
        const Interval z = (in.clean(token, i) - h[static_cast<std::size_t>(candidates[0])]) / sigma[static_cast<std::size_t>(i)];
        const Interval s = 2 * in.weight * ((load[static_cast<std::size_t>(i)] - mean) / (n - less) - v * mean / n) / below;
        const Interval rounding = each * in.weight * (load[static_cast<std::size_t>(i)] + mean) / below;  // of s
        const Interval wide = each * (abs(in.clean(token, i)) + off[static_cast<std::size_t>(candidates[0])] / each) / sigma[static_cast<std::size_t>(i)];  // of z
        const Interval about = z + Interval::hull(-wide, wide), p = (s + Interval::hull(-rounding, rounding)) * exp(-square(about) / 2) / sqrt(2 * pi()) / sigma[static_cast<std::size_t>(i)] * spread;
        clean[at(i)] += p, noise[at(i)] -= p * about * slope[static_cast<std::size_t>(i)] * spread;
        for (const std::int64_t j : candidates) clean[at(j)] -= share * p, noise[at(j)] -= share * p * in.noise(token, j) * slope[static_cast<std::size_t>(j)] * spread;
      }
    }
  }
};
template <auto member>
Subdifferential at_kinks(const Exactly& in, const Interval& u, Variant variant) {
  const AtKinks found(in, u, variant);
  return found.any ? all_of(found.*member) : Subdifferential();
}
const Kinks<LoadLossGradient> of_clean("C5", "grad_clean", [](const auto& in, const Interval& u, Variant v) { return at_kinks<&AtKinks::clean>(in, u, v); });
const Kinks<LoadLossGradient> of_noise("C5", "grad_noise_logits", [](const auto& in, const Interval& u, Variant v) { return at_kinks<&AtKinks::noise>(in, u, v); });

const auto registered_gradient =
    laws<LoadLossGradient>().leaves_out("an extent beside a power of two", "the loss is tried there; the inherent units of its gradients cost a sweep for each of n outputs, through n² comparisons").theorem("C5", "Σᵢ of a token's is 0", [](Exact<LoadLossGradient>& t) {
      const auto grad = t.f(t.in).grad_clean;
      const std::int64_t n = grad.shape[1];
      for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
        Interval total = 0, size = 0;
        for (std::int64_t i = 0; i < n; ++i) total += grad(token, i), size += abs(grad(token, i));
        t.equal_within(total, 0, size + t.in.weight * power_of_two(-200), "Σᵢ is 0");
      }
    });

}  // namespace
}  // namespace etalon::verify
