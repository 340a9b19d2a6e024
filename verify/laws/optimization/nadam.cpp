#include "reference/contract/optimization/nadam.hpp"

#include "verify/laws/optimization/adams.hpp"
#include "verify/laws/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Nadam;
using enum Nadam::Variant;

const auto registered =
    adams<Nadam>()
        .inputs(core, "a momentum that grows", [](Draw& draw) {
          auto in = Adams<Nadam>::typical(draw, draw.extent(1, 4));
          in.theta = Tensor<double>(in.theta.shape), in.t = any_step(draw), in.momentum_decay = draw.one_of({0.0, 1.0, draw.magnitude(-6, 2)});
          return in;
        })
        .theorem("C6", "without momentum", [](Exact<Nadam>& t) {
          auto in = t.in;
          in.beta1 = 0;
          const auto b = adam_of(in).theta_next;
          equal_steps(t, t.f(in, scheduled).theta_next, b, in, "scheduled");
          equal_steps(t, t.f(in, constant).theta_next, b, in, "constant");
        })
        .theorem("C7", "Adam's averages", [](Exact<Nadam>& t) {
          const auto a = t.f(t.in);
          const auto b = adam_of(t.in);
          equal_beside(t, a.m_next, b.m_next, t.in.gradient, "m′");
          equal_beside(t, a.v_next, b.v_next, t.in.v, "v′");
        })
        .law("C7", "Π never grows", [](Law<Nadam>& t) { t.exactly_at_most(t.out.product_next, t.in.product, "Π′ ≤ Π"); })
        .theorem("C8", "both ends of the schedule", [](Exact<Nadam>& t) {
          auto in = t.in;
          in.momentum_decay = 0;
          t.equal_within(t.f(in, scheduled).product_next, in.product * in.beta1 / 2, 1, "Π·β₁/2");
          in.momentum_decay = 1000000, in.t = std::min<std::int64_t>(in.t, 1000);
          in.product = pow(in.beta1, in.t - 1);
          const auto a = t.f(in, scheduled).theta_next, b = t.f(in, constant).theta_next;
          equal_steps(t, a, b, in, "constant");
        });

const auto registered_run = laws_of_run<contract::optimization::NadamRun>();

}  // namespace
}  // namespace etalon::verify
