#include "reference/contract/optimization/amsgrad.hpp"

#include "verify/laws/optimization/adams.hpp"
#include "verify/laws/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Amsgrad;
using enum Amsgrad::Variant;

const auto registered =
    adams<Amsgrad>()
        .inputs(core, "the largest of before counts", [](Draw& draw) {
          auto in = Adams<Amsgrad>::typical(draw, draw.extent(1, 4));
          for (double& x : in.v_max) x = draw.magnitude(6, 10);
          return in.t = any_step(draw), in;
        })
        .theorem("C5", "nothing before", [](Exact<Amsgrad>& t) {
          auto in = t.in;
          in.v_max = zeros_like(in.v_max);
          const auto expected = adam_of(in).theta_next;
          for (const auto variant : {before_correction, after_correction}) equal_steps(t, t.f(in, variant).theta_next, expected, in, "Adam's");
        })
        .law("C6", "V never decreases", [](Law<Amsgrad>& t) {
          for (std::size_t i = 0; i < t.in.v_max.size(); ++i) t.exactly_at_most(t.in.v_max[i], t.out.v_max_next[i], "V ≤ V′");
        })
        .theorem("C6", "Adam's averages", [](Exact<Amsgrad>& t) {
          const auto a = t.f(t.in);
          const auto b = adam_of(t.in);
          equal_beside(t, a.m_next, b.m_next, t.in.gradient, "m′");
          equal_beside(t, a.v_next, b.v_next, t.in.v, "v′");
        })
        .theorem("C7", "never longer than Adam's", [](Exact<Amsgrad>& t) {
          const auto a = t.f(t.in, before_correction).theta_next, b = adam_of(t.in).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) t.at_most(abs(a[i] - t.in.theta[i]), abs(b[i] - t.in.theta[i]) + power_of_two(-64) * (abs(t.in.theta[i]) + t.in.learning_rate), "|θ′ − θ|");
        })
        .law("C8", "no parameter moves along m′", [](Law<Amsgrad>& t) { moves_against(t, t.out.theta_next, t.in.theta, t.out.m_next, "(θ′ − θ)·m′ ≤ 0"); });

const auto registered_run = laws_of_run<contract::optimization::AmsgradRun>();

}  // namespace
}  // namespace etalon::verify
