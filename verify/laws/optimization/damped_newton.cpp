#include "reference/contract/optimization/damped_newton.hpp"
#include "verify/laws/linalg/solved.hpp"
#include "verify/laws/optimization/models.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::DampedNewton;
using reference::linalg::symmetric;
using Variant = DampedNewton::Variant;
using In = DampedNewton::In<double>;

In model_with(Draw& draw, Tensor<double> h) {
  auto x = draw.reals({h.shape[0]}), g = gradient_of(draw, h);
  const double rate = draw.one_of({1.0, 0.5, 0.125, draw.uniform(0.0625, 1), round_to(0.1, draw.format)});
  return In{std::move(x), std::move(g), std::move(h), rate, draw.integer(0, 5)};
}

const auto registered =
    laws<DampedNewton>()
        .matrices({.shape = gen::Matrices::definite}, model_with)
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .leaves_out("an extent beside a power of two", "H has sizes around the blocks of LAPACK")
        .inputs(extreme, "scaled over the range", [](Draw& draw) { return model_with(draw, widely_scaled(draw)); })
        .inputs(edge, "a small rate, and long ago", [](Draw& draw) {
          In in = model_with(draw, any_definite(draw, 4));
          in.rate = draw.magnitude(-draw.format.max_exponent / 2, -4);
          in.k = draw.one_of<std::int64_t>({0, 3, 60, 1000, DampedNewton::most_steps});
          return in;
        })
        .refuses("C2", "indefinite", [](Draw& draw) { return model_with(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) { return model_with(draw, product_with_one(draw, 0)); })
        .theorem("C4", "what the model gains", [](Exact<DampedNewton>& t) {
          const auto out = t.f(t.in);
          const Matrix h = symmetric(t.in.h);
          const Interval part = out.rate_k * (2 - out.rate_k);
          t.equal_within(model(t.in.g, h, times(out.p, out.rate_k)), part * model(t.in.g, h, out.p), model_size(t.in.g, h, out.p), "the model at ηₖp");
        })
        .theorem("C5", "both conventions, and the rate in the end", [](Exact<DampedNewton>& t) {
          auto in = t.in;
          in.k = 0;
          equal_entries(t, t.f(in, Variant::increasing).next, t.f(in, Variant::fixed).next, "at k = 0");
          in.k = DampedNewton::most_steps;
          const auto last = t.f(in, Variant::increasing);
          t.holds(last.rate_k == 1 || in.rate < power_of_two(-DampedNewton::most_steps), "η = 1 in the end");
          in.rate = 1;
          equal_entries(t, t.f(in, Variant::fixed).next, last.next, "with η = 1");
        })
        .requirement("C6", "|g + Hp|", [](Trial<DampedNewton>& t) {
          solves_by_cholesky(t, symmetric(t.in.h), as_column(negative(t.in.g)), as_column(t.out.p), t.u, t.eta);
        })
        .requirement("C8", "next = x + ηₖp", [](Trial<DampedNewton>& t) {
          for (std::size_t i = 0; i < t.out.p.size(); ++i) {
            const Interval part = t.truth.rate_k * t.out.p[i], next = t.in.x[i] + part;
            t.at_most(abs(t.out.next[i] - next), t.u * (abs(next) + 2 * abs(part)) + 2 * t.eta, "|next − (x + ηₖp)|");
          }
        });

}  // namespace
}  // namespace etalon::verify
