#include "reference/contract/optimization/radam.hpp"

#include "verify/laws/optimization/adams.hpp"
#include "verify/laws/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Radam;
using enum Radam::Variant;

const auto registered =
    adams<Radam>()
        .inputs(core, "around the first rectified step", [](Draw& draw) {
          auto in = Adams<Radam>::typical(draw, draw.extent(1, 4));
          in.t = draw.integer(3, 12), in.beta2 = draw.one_of({usual_fraction(draw, 0.999), usual_fraction(draw, 0.9), draw.uniform(0.7, 0.95)});
          return in;
        })
        .theorem("C5", "v makes no difference yet", [](Exact<Radam>& t) {
          auto in = t.in;
          for (int once = 0; once < 2; ++once) {
            const auto a = t.f(in);
            if (once == 1 || in.t <= 4)
              for (std::size_t i = 0; i < in.theta.size(); ++i) t.equal_within(a.theta_next[i], in.theta[i] - in.learning_rate * a.m_next[i] / (1 - pow(in.beta1, in.t)), abs(in.theta[i]) + in.learning_rate * (abs(in.m[i]) + abs(in.gradient[i])), "θ − α·m̂");
            in.beta2 = Interval(1) / 2;
          }
        })
        .theorem("C6", "rectified, and in the end Adam's", [](Exact<Radam>& t) {
          auto in = t.in;
          const auto adam = adam_of(in);
          const auto late = t.f(in, above_4);
          if (in.t > 6 && (in.beta2 > Interval(9) / 10).certainly())
            for (std::size_t i = 0; i < in.theta.size(); ++i) t.at_most(abs(late.theta_next[i] - in.theta[i]), abs(adam.theta_next[i] - in.theta[i]) * (1 + power_of_two(-64)) + power_of_two(-64) * (abs(in.theta[i]) + in.learning_rate), "|θ′ − θ|");
          in.beta2 = Interval(9) / 10, in.t = 1000000000;
          equal_steps(t, t.f(in).theta_next, adam_of(in).theta_next, in, "r = 1");
        })
        .theorem("C7", "Adam's averages", [](Exact<Radam>& t) {
          const auto a = t.f(t.in);
          const auto b = adam_of(t.in);
          equal_beside(t, a.m_next, b.m_next, t.in.gradient, "m′");
          equal_beside(t, a.v_next, b.v_next, t.in.v, "v′");
        })
        .law("C8", "no parameter moves along m′", [](Law<Radam>& t) { moves_against(t, t.out.theta_next, t.in.theta, t.out.m_next, "(θ′ − θ)·m′ ≤ 0"); });

const auto registered_run = laws_of_run<contract::optimization::RadamRun>();

}  // namespace
}  // namespace etalon::verify
