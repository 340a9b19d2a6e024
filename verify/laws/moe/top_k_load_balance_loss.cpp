#include "reference/contract/moe/top_k_load_balance_loss.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "reference/contract/moe/load_balance_loss.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/moe/router.hpp"

namespace etalon::verify {
namespace {

using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using contract::moe::TopKLoadBalanceLoss;
using contract::moe::TopKLoadBalanceLossGradient;
using In = TopKLoadBalanceLoss::In<double>;
using Variant = TopKLoadBalanceLoss::Variant;

/// t·n ≤ 20 probabilities, each drawn by `entry`; k different experts for each token; one token in four is padding, but for the first.
template <class F>
In routed(Draw& draw, F entry) {
  const auto tokens = draw.extent(1, 6), experts = draw.extent(1, std::clamp<std::int64_t>(20 / tokens, 1, 5)), k = draw.extent(1, std::min<std::int64_t>(experts, 3));
  In in{Tensor<double>({tokens, experts}), Tensor<std::int64_t>({tokens, std::min(k, experts)}), Tensor<std::int64_t>({tokens}), draw.integers({tokens}, 0, 2), round_to(draw.one_of({0.01, 0.1, 1.0, 3.0}), draw.format)};
  for (double& p : in.probabilities) p = entry();
  for (std::int64_t i = 0; i < tokens; ++i) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(experts));
    std::iota(order.begin(), order.end(), 0);
    for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) {
      std::swap(order[static_cast<std::size_t>(j)], order[static_cast<std::size_t>(draw.integer(j, experts - 1))]);
      in.assignment(i, j) = order[static_cast<std::size_t>(j)];
    }
    in.mask[i] = i == 0 || draw.integer(0, 3) > 0;
  }
  return in;
}
/// Each row a distribution, up to rounding.
In router(Draw& draw) {
  In in = routed(draw, [&] { return draw.uniform(0.05, 1); });
  make_distributions(in.probabilities, draw.format);
  return in;
}

/// The batch with the mask of one group's tokens alone.
template <class Number>
TopKLoadBalanceLoss::In<Number> of_group(TopKLoadBalanceLoss::In<Number> in, std::int64_t group) {
  for (std::size_t k = 0; k < in.mask.size(); ++k) in.mask[k] = in.mask[k] == 1 && in.group[k] == group;
  return in;
}
/// The first choice of each token, and no padding.
TopKLoadBalanceLoss::In<Interval> first_choices(TopKLoadBalanceLoss::In<Interval> in) {
  const std::int64_t tokens = in.assignment.shape[0];
  Tensor<std::int64_t> first({tokens, 1});
  for (std::int64_t i = 0; i < tokens; ++i) first[i] = in.assignment(i, 0), in.mask[i] = 1, in.group[i] = 7;
  in.assignment = first;
  return in;
}
LoadBalanceLoss::In<Interval> top_one(const TopKLoadBalanceLoss::In<Interval>& in) { return {in.probabilities, {{in.assignment.shape[0]}, in.assignment.data}, in.alpha}; }
LoadBalanceLoss::Variant scale_of(Variant v) { return v == Variant::unscaled ? LoadBalanceLoss::Variant::unscaled : LoadBalanceLoss::Variant::scaled; }

const auto registered =
    laws<TopKLoadBalanceLoss>()
        .inputs(core, "router", router)
        .inputs(core, "each token at its likeliest", [](Draw& draw) {
          In in = router(draw);
          for (std::int64_t token = 0; token < in.probabilities.shape[0]; ++token) {
            std::vector<std::int64_t> order(static_cast<std::size_t>(in.probabilities.shape[1]));
            std::iota(order.begin(), order.end(), 0);
            std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return in.probabilities(token, a) > in.probabilities(token, b); });
            for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) in.assignment(token, j) = order[static_cast<std::size_t>(j)];
          }
          return in;
        })
        .inputs(core, "all tokens of one group, none padding", [](Draw& draw) {
          In in = router(draw);
          std::fill(in.mask.begin(), in.mask.end(), 1), std::fill(in.group.begin(), in.group.end(), -3);
          return in;
        })
        .inputs(core, "uniform", [](Draw& draw) {
          In in = router(draw);
          for (double& p : in.probabilities) p = round_to(1 / static_cast<double>(in.probabilities.shape[1]), draw.format);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) { return routed(draw, huge_or_tiny(draw)); })
        .inputs(edge, "padding of large probabilities", [](Draw& draw) {
          In in = router(draw);
          for (std::int64_t k = 1; k < in.probabilities.shape[0]; ++k) {
            in.mask[k] = draw.coin();
            for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i)
              if (in.mask[k] == 0) in.probabilities(k, i) = 1;
          }
          return in;
        })
        .refuses("C2", "no expert, one twice, or one beyond the last", [](Draw& draw) {
          In in = router(draw);
          if (draw.integer(0, 2) == 0) {
            in.assignment = Tensor<std::int64_t>({in.mask.shape[0], 0});
            return in;
          }
          if (in.assignment.shape[1] > 1 && draw.coin()) in.assignment(0, 1) = in.assignment(0, 0);
          else in.assignment(0, 0) = in.probabilities.shape[1];
          return in;
        })
        .refuses("C5", "padding alone", [](Draw& draw) {
          In in = router(draw);
          std::fill(in.mask.begin(), in.mask.end(), 0);
          return in;
        })
        .theorem("C6", "k = 1 is moe.load_balance_loss", [](Exact<TopKLoadBalanceLoss>& t) {
          const auto first = first_choices(t.in);
          t.equal(t.f(first).loss, Wings<LoadBalanceLoss>::reference(top_one(first), scale_of(t.variant))->loss, "moe.load_balance_loss");
        })
        .theorem("C7", "over_tokens = k·over_choices, over_choices = n·unscaled, and padding does not matter", [](Exact<TopKLoadBalanceLoss>& t) {
          const Interval loss = t.f(t.in, Variant::over_choices).loss;
          t.equal(t.f(t.in, Variant::over_tokens).loss, t.in.assignment.shape[1] * loss, "over_tokens = k·over_choices");
          t.equal(loss, t.in.probabilities.shape[1] * t.f(t.in, Variant::unscaled).loss, "over_choices = n·unscaled");
          auto other = t.in;
          for (std::int64_t k = 0; k < t.in.probabilities.shape[0]; ++k)
            for (std::int64_t i = 0; t.in.mask[k] == 0 && i < t.in.probabilities.shape[1]; ++i) other.probabilities(k, i) = 3 + t.in.probabilities(k, i);
          t.equal(t.f(other).loss, t.f(t.in).loss, "other padding");
        })
        .theorem("C8", "the mean over the groups", [](Exact<TopKLoadBalanceLoss>& t) {
          std::set<std::int64_t> groups;
          for (std::size_t k = 0; k < t.in.mask.size(); ++k)
            if (t.in.mask[k] == 1) groups.insert(t.in.group[k]);
          Interval sum = 0;
          for (const std::int64_t group : groups) sum += t.f(of_group(t.in, group)).loss;
          t.equal(t.f(t.in).loss, sum / static_cast<std::int64_t>(groups.size()), "the mean over the groups");
        })
        .theorem("C9", "uniform probabilities give α, α·k or α/n; linear in the probabilities", [](Exact<TopKLoadBalanceLoss>& t) {
          auto uniform = t.in, one = t.in, other = t.in, sum = t.in;
          const std::int64_t n = t.in.probabilities.shape[1];
          for (Interval& p : uniform.probabilities) p = Interval(1) / n;
          const Interval expected = t.variant == Variant::over_tokens ? t.in.alpha * t.in.assignment.shape[1] : t.variant == Variant::unscaled ? t.in.alpha / n : t.in.alpha;
          t.equal(t.f(uniform).loss, expected, "of uniform probabilities");
          for (std::size_t i = 0; i < one.probabilities.size(); ++i) {
            other.probabilities[i] = square(one.probabilities[i]);
            sum.probabilities[i] = 3 * one.probabilities[i] + 5 * other.probabilities[i];
          }
          t.equal(t.f(sum).loss, 3 * t.f(one).loss + 5 * t.f(other).loss, "linear in the probabilities");
        })
        .law("C11", "between 0 and what the largest probability gives", [](Law<TopKLoadBalanceLoss>& t) {
          t.exactly_at_most(0, t.out.loss, "0 ≤ loss");
          Interval largest = 0;
          const std::int64_t n = t.in.probabilities.shape[1];
          for (std::size_t i = 0; i < t.in.probabilities.size(); ++i)
            if (t.in.mask[i / static_cast<std::size_t>(n)] == 1) largest = max(largest, t.in.probabilities[i]);
          const Interval factor = t.in.alpha * (t.variant == Variant::unscaled ? 1 : n) * (t.variant == Variant::over_tokens ? t.in.assignment.shape[1] : 1);
          t.at_most(t.out.loss, factor * largest, "loss ≤ α·n·max p");
        });

const auto registered_gradient =
    laws<TopKLoadBalanceLossGradient>()
        .theorem("C6", "k = 1 is moe.load_balance_loss.gradient", [](Exact<TopKLoadBalanceLossGradient>& t) {
          const auto first = first_choices(t.in);
          t.equal(t.f(first).grad_probabilities, Wings<LoadBalanceLossGradient>::reference(top_one(first), scale_of(t.variant))->grad_probabilities, "moe.load_balance_loss.gradient");
        })
        .theorem("C7", "p̄ does not depend on p", [](Exact<TopKLoadBalanceLossGradient>& t) {
          auto other = t.in;
          for (Interval& p : other.probabilities) p = 1 + square(p);
          t.equal(t.f(other).grad_probabilities, t.f(t.in).grad_probabilities, "p̄ does not depend on p");
        })
        .law("C7", "no p̄ is negative; padding, and experts that nobody of the group chose, have exactly 0", [](Law<TopKLoadBalanceLossGradient>& t) {
          const auto& grad = t.out.grad_probabilities;
          for (std::int64_t k = 0; k < grad.shape[0]; ++k)
            for (std::int64_t i = 0; i < grad.shape[1]; ++i) {
              t.exactly_at_most(0, grad(k, i), "0 ≤ p̄");
              bool chosen = false;
              for (std::int64_t l = 0; l < grad.shape[0]; ++l)
                for (std::int64_t j = 0; j < t.in.assignment.shape[1]; ++j)
                  chosen = chosen || (t.in.mask[l] == 1 && t.in.assignment(l, j) == i && t.in.group[l] == t.in.group[k]);
              if (t.in.mask[k] == 0 || !chosen) t.exactly(grad(k, i).is_zero(), "padding, or an expert without tokens, has gradient 0");
            }
        })
        .theorem("C8", "Σ p̄p = loss", [](Exact<TopKLoadBalanceLossGradient>& t) {
          const auto grad = t.f(t.in).grad_probabilities;
          Interval sum = 0;
          for (std::size_t i = 0; i < grad.size(); ++i) sum += grad[i] * t.in.probabilities[i];
          t.equal(sum, Wings<TopKLoadBalanceLoss>::reference(t.in, t.variant)->loss, "Σ p̄p = loss");
        });

}  // namespace
}  // namespace etalon::verify
