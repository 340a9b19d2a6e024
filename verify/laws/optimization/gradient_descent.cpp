#include "reference/contract/optimization/gradient_descent.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::GradientDescent;
using In = GradientDescent::In<double>;

In typical(Draw& draw, std::int64_t n) { return {draw.reals({n}), draw.reals({n}), any_rate(draw)}; }

const auto registered =
    laws<GradientDescent>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 8)); })
        .inputs(core, "a small rate", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          return In{draw.reals({n}), draw.reals({n}), draw.magnitude(-12, -4)};
        })
        .inputs(core, "to the minimum of a parabola", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 6)}), {}, std::ldexp(1, -static_cast<int>(draw.integer(0, 3)))};
          in.gradient = map(in.theta, [&](double x) { return x / in.learning_rate; });
          return in;
        })
        .inputs(extreme, "products out of range", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          const int e = draw.format.max_exponent;
          In in{draw.reals({n}, e - 3, e - 1), {}, draw.one_of({1.0, 2.0, 4.0})};
          in.gradient = map(in.theta, [](double x) { return x / 2; });
          if (draw.coin()) in.gradient = draw.reals({n}, -e + 12, e - 8);
          return in;
        })
        .inputs(extreme, "products that vanish", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          const int e = draw.format.min_exponent;
          return In{draw.reals({n}, e - 2, e + 6), draw.reals({n}, e, e / 2), draw.magnitude(e / 2, 0)};
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* x : {&in.theta, &in.gradient})
            for (double& entry : *x)
              if (draw.coin()) entry = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .theorem("C3", "no rate, two halves, a parabola", [](Exact<GradientDescent>& t) {
          auto in = t.in;
          in.learning_rate /= 2;
          in.theta = t.f(in).theta_next;
          equal_beside(t, t.f(in).theta_next, t.f(t.in).theta_next, t.in.theta, "two steps of η/2");
          in = t.in, in.learning_rate = 0;
          equal_beside(t, t.f(in).theta_next, t.in.theta, t.in.theta, "η = 0");
          in = t.in, in.gradient = scaled_by(3, in.theta);
          equal_beside(t, t.f(in).theta_next, scaled_by(1 - 3 * in.learning_rate, in.theta), in.theta, "(1 − ηλ)θ");
        })
        .law("C4", "no parameter moves along its gradient", [](Law<GradientDescent>& t) { moves_against(t, t.out.theta_next, t.in.theta, t.in.gradient, "(θ′ − θ)·g ≤ 0"); });

}  // namespace
}  // namespace etalon::verify
