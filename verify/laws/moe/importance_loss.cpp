#include "reference/contract/moe/importance_loss.hpp"

#include <algorithm>

#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ImportanceLoss;
using contract::moe::ImportanceLossGradient;
using In = ImportanceLoss::In<double>;
using Variant = ImportanceLoss::Variant;

In gated(Draw& draw, double low, double high) {
  const auto tokens = draw.extent(1, 6), experts = draw.extent(2, std::clamp<std::int64_t>(20 / tokens, 2, 5));
  return {draw.uniforms({tokens, experts}, low, high), round_to(draw.one_of({0.01, 0.1, 1.0}), draw.format), round_to(draw.one_of({0.0, 0.0, 1e-10, 0.25}), draw.format)};
}
std::int64_t experts(const ImportanceLoss::In<Interval>& in) { return in.gates.shape[1]; }

const auto registered =
    laws<ImportanceLoss>()
        .inputs(core, "gates", [](Draw& draw) { return gated(draw, 0, 1); })
        .inputs(core, "a few experts of each token", [](Draw& draw) {
          In in = gated(draw, 0.1, 1);
          for (std::size_t i = 0; i < in.gates.size(); ++i)
            if (i > 0 && draw.integer(0, 2) > 0) in.gates[i] = 0;
          return in;
        })
        .inputs(core, "nearly balanced", [](Draw& draw) {
          In in = gated(draw, 0, 1);
          for (double& g : in.gates) g = round_to(0.5 + g / 1024, draw.format);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) {
          In in = gated(draw, 0, 1);
          const bool huge = draw.coin();
          for (double& g : in.gates) g = huge ? draw.magnitude(draw.format.max_exponent - 8, draw.format.max_exponent - 1) : draw.magnitude(draw.format.min_exponent, draw.format.min_exponent + 20);
          in.epsilon = 0;
          return in;
        })
        .inputs(edge, "balanced, or one expert has it all", [](Draw& draw) {
          In in = gated(draw, 0.5, 1);
          const bool balanced = draw.coin();
          const std::int64_t n = in.gates.shape[1];
          for (std::size_t i = 0; i < in.gates.size(); ++i) in.gates[i] = balanced ? in.gates[i / static_cast<std::size_t>(n) * static_cast<std::size_t>(n)] : i % static_cast<std::size_t>(n) == 0 ? in.gates[i] : 0;
          return in;
        })
        .refuses("C4", "one expert", [](Draw& draw) { return In{draw.uniforms({draw.extent(1, 4), 1}, 0.1, 1), round_to(0.1, draw.format), 0}; })
        .refuses("C3", "no gate is open", [](Draw& draw) {
          In in = gated(draw, 0, 1);
          for (double& g : in.gates) g = 0;
          in.epsilon = 0;
          return in;
        })
        .law("C5", "0 ≤ loss ≤ w·(n − 1), or w·n", [](Law<ImportanceLoss>& t) {
          t.exactly_at_most(0, t.out.loss, "0 ≤ loss");
          t.at_most(t.out.loss, t.in.weight * (t.variant == Variant::sample ? experts(t.in) : experts(t.in) - 1), "not more than where one expert has it all");
        })
        .theorem("C5", "0 where all are equal, w·(n − 1) where one has it all, and that of αg", [](Exact<ImportanceLoss>& t) {
          auto other = t.in;
          const std::int64_t n = experts(t.in);
          for (std::int64_t k = 0; k < t.in.gates.shape[0]; ++k)
            for (std::int64_t i = 0; i < n; ++i) other.gates(k, i) = k + 1;
          t.equal(t.f(other, Variant::population).loss, 0, "of equal importance");
          other.epsilon = 0;
          for (std::int64_t k = 0; k < t.in.gates.shape[0]; ++k)
            for (std::int64_t i = 1; i < n; ++i) other.gates(k, i) = 0;
          t.equal(t.f(other, Variant::population).loss, t.in.weight * (n - 1), "one expert has it all");
          auto once = t.in, thrice = t.in;
          once.epsilon = thrice.epsilon = 0;
          for (Interval& g : thrice.gates) g *= 3;
          const Interval loss = t.f(once).loss;
          t.equal_within(t.f(thrice).loss, loss, t.in.weight * n, "that of αg");
        })
        .theorem("C6", "sample = n/(n − 1)·population", [](Exact<ImportanceLoss>& t) {
          const std::int64_t n = experts(t.in);
          t.equal_within((n - 1) * t.f(t.in, Variant::sample).loss, n * t.f(t.in, Variant::population).loss, t.in.weight * n, "sample = n/(n − 1)·population");
        });

const auto registered_gradient =
    laws<ImportanceLossGradient>()
        .theorem("C5", "the same for all tokens; Σ ḡg = 0 with ε = 0, and 0 of equal importance", [](Exact<ImportanceLossGradient>& t) {
          const auto grad = t.f(t.in).grad_gates;
          const auto n = static_cast<std::size_t>(experts(t.in));
          for (std::size_t i = 0; i < grad.size(); ++i) t.equal_within(grad[i], grad[i % n], sum_of_sizes(grad.data), "the same for all tokens");
          auto other = t.in;
          other.epsilon = 0;
          const auto scale_free = t.f(other).grad_gates;
          t.equal_within(dot(scale_free.data, t.in.gates.data), 0, sum_of_sizes(scale_free.data) * sum_of_sizes(t.in.gates.data), "Σ ḡg = 0");
          for (std::size_t i = 0; i < n * static_cast<std::size_t>(t.in.gates.shape[0]); ++i) other.gates[i] = static_cast<std::int64_t>(i / n) + 1;
          const auto balanced = t.f(other).grad_gates;
          for (const Interval& g : balanced) t.equal_within(g, 0, t.in.weight, "0 of equal importance");
        })
        .theorem("C6", "sample = n/(n − 1)·population", [](Exact<ImportanceLossGradient>& t) {
          const std::int64_t n = experts(t.in);
          const auto sample = t.f(t.in, Variant::sample).grad_gates, population = t.f(t.in, Variant::population).grad_gates;
          for (std::size_t i = 0; i < sample.size(); ++i) t.equal_within((n - 1) * sample[i], n * population[i], n * sum_of_sizes(population.data), "sample = n/(n − 1)·population");
        });

}  // namespace
}  // namespace etalon::verify
