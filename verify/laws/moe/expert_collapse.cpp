#include "reference/contract/moe/expert_collapse.hpp"

#include <algorithm>

#include "reference/contract/moe/importance_loss.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertCollapse;
using contract::moe::ImportanceLoss;
using In = ExpertCollapse::In<double>;

In loads(Draw& draw, double low, double high) { return {draw.uniforms({draw.extent(1, 8)}, low, high)}; }

const auto registered =
    laws<ExpertCollapse>()
        .inputs(core, "loads", [](Draw& draw) { return loads(draw, 0.01, 4); })
        .inputs(core, "counts", [](Draw& draw) {
          In in = loads(draw, 0, 1);
          for (std::size_t i = 0; i < in.load.size(); ++i) in.load[i] = static_cast<double>(draw.integer(i == 0 ? 1 : 0, 40));
          return in;
        })
        .inputs(core, "nearly collapsed", [](Draw& draw) {
          In in = loads(draw, 0.5, 1);
          for (std::size_t i = 1; i < in.load.size(); ++i) in.load[i] = draw.magnitude(-30, -6);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) {
          In in = loads(draw, 0.5, 1);
          const bool huge = draw.coin();
          for (double& l : in.load) l = huge ? draw.magnitude(draw.format.max_exponent - 8, draw.format.max_exponent - 1) : draw.magnitude(draw.format.min_exponent, draw.format.min_exponent + 20);
          return in;
        })
        .inputs(edge, "equal, or one has all", [](Draw& draw) {
          In in = loads(draw, 0.5, 1);
          const bool equal = draw.coin();
          for (double& l : in.load) l = equal || &l == &in.load[0] ? in.load[0] : 0;
          return in;
        })
        .refuses("C2", "nothing", [](Draw& draw) { return In{Tensor<double>({draw.extent(1, 4)})}; })
        .law("C3", "between one that has all, and equal loads", [](Law<ExpertCollapse>& t) {
          const std::int64_t n = t.in.load.shape[0];
          t.exactly_at_most(0, t.out.entropy, "0 ≤ entropy"), t.at_most(t.out.entropy, log(Interval(n)), "entropy ≤ log n");
          t.at_most(Interval(1) / n, t.out.largest_share, "1/n ≤ largest"), t.exactly_at_most(t.out.largest_share, 1, "largest ≤ 1");
          t.exactly_at_most(0, t.out.squared_variation, "0 ≤ CV²"), t.at_most(t.out.squared_variation, n - 1, "CV² ≤ n − 1");
        })
        .theorem("C3", "of one that has all, and of equal loads", [](Exact<ExpertCollapse>& t) {
          auto other = t.in;
          const std::int64_t n = t.in.load.shape[0];
          for (std::int64_t i = 0; i < n; ++i) other.load[i] = i == n - 1 ? 3 : 0;
          const auto one = t.f(other);
          t.equal(one.entropy, 0, "entropy of one"), t.equal(one.largest_share, 1, "largest of one"), t.equal(one.squared_variation, n - 1, "CV² of one");
          for (Interval& l : other.load) l = 3;
          const auto equal = t.f(other);
          t.equal_within(equal.entropy, log(Interval(n)), 1, "log n"), t.equal(equal.largest_share, Interval(1) / n, "1/n"), t.equal(equal.squared_variation, 0, "CV² of equal loads");
        })
        .theorem("C4", "of c times the loads in another order; −log largest; moe.importance_loss", [](Exact<ExpertCollapse>& t) {
          auto other = t.in;
          const std::int64_t n = t.in.load.shape[0];
          for (std::int64_t i = 0; i < n; ++i) other.load[i] = 3 * t.in.load[n - 1 - i];
          const auto a = t.f(t.in), b = t.f(other);
          t.equal(a.entropy, b.entropy, "the same entropy"), t.equal(a.largest_share, b.largest_share, "the same largest"), t.equal_within(a.squared_variation, b.squared_variation, n, "the same CV²");
          t.at_most(-log(a.largest_share), a.entropy * (1 + power_of_two(-40)) + power_of_two(-400), "−log largest ≤ entropy");
          const ImportanceLoss::In<Interval> gates{{{1, n}, t.in.load.data}, 1, 0};
          t.equal_within(a.squared_variation, Wings<ImportanceLoss>::reference(gates, ImportanceLoss::Variant::population)->loss, n, "moe.importance_loss");
        });

}  // namespace
}  // namespace etalon::verify
