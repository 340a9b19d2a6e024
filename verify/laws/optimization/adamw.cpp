#include "reference/contract/optimization/adamw.hpp"

#include "verify/laws/optimization/adams.hpp"
#include "verify/laws/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adamw;
using enum Adamw::Variant;

const auto registered =
    adams<Adamw>()
        .inputs(core, "a decay that cancels", [](Draw& draw) {
          auto in = Adams<Adamw>::typical(draw, draw.extent(1, 4));
          in.learning_rate = 0.5, in.weight_decay = draw.one_of({2.0, 1.0});
          in.gradient = map(in.theta, [&](double x) { return -x * in.weight_decay; });
          return in;
        })
        .theorem("C6", "no decay", [](Exact<Adamw>& t) {
          auto in = t.in;
          in.weight_decay = 0;
          const auto a = t.f(in);
          const auto b = adam_of(in);
          equal_steps(t, a.theta_next, b.theta_next, in, "θ′");
          equal_beside(t, a.m_next, b.m_next, in.gradient, "m′");
          equal_beside(t, a.v_next, b.v_next, in.v, "v′");
        })
        .theorem("C7", "a decay of the parameters", [](Exact<Adamw>& t) {
          for (const auto variant : {scaled, unscaled}) {
            auto in = t.in;
            in.theta = scaled_by(1 - (variant == scaled ? in.learning_rate : Interval(1)) * in.weight_decay, in.theta);
            const auto a = t.f(t.in, variant);
          const auto b = adam_of(in);
            for (std::size_t i = 0; i < in.theta.size(); ++i) {
              t.equal_within(a.theta_next[i], b.theta_next[i], (1 + in.weight_decay) * (1 + in.learning_rate) * abs(t.in.theta[i]) + abs(b.theta_next[i]) + in.learning_rate, "θ′");
              t.equal_within(a.m_next[i], b.m_next[i], abs(in.m[i]) + abs(in.gradient[i]), "m′");
            }
          }
        })
        .theorem("C8", "a decay through the gradient", [](Exact<Adamw>& t) {
          auto in = t.in;
          for (std::size_t i = 0; i < in.theta.size(); ++i) in.gradient[i] += in.weight_decay * in.theta[i];
          const auto a = t.f(t.in, coupled);
          const auto b = adam_of(in);
          equal_steps(t, a.theta_next, b.theta_next, in, "θ′");
          equal_beside(t, a.v_next, b.v_next, in.v, "v′");
        });

const auto registered_run = laws_of_run<contract::optimization::AdamwRun>();

}  // namespace
}  // namespace etalon::verify
