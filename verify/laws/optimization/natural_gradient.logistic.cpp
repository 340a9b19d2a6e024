#include <cmath>

#include "reference/contract/optimization/natural_gradient.logistic.hpp"
#include "reference/number/elementary.hpp"
#include "verify/laws/optimization/models.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientLogistic;
using In = Op::In<double>;

/// Columns of moderate condition, and weights with which no p is near 0 or 1.
In sampled(Draw& draw, double reach) {
  const auto n = draw.extent(1, 4), m = n + draw.extent(0, 6);
  In in{draw.uniforms({m, n}, -1, 1), Tensor<double>({m}), draw.uniforms({n}, -reach, reach)};
  for (std::int64_t j = 0; j < n; ++j) in.x(j, j) += in.x(j, j) < 0 ? -2 : 2;
  for (double& x : in.x) x = round_to(x, draw.format);
  for (double& y : in.y) y = static_cast<double>(draw.integer(0, 1));
  return in;
}

struct Model {
  Matrix f, gradient;
};
Model model_of(const Op::In<Interval>& in) {
  const Matrix z = apply_to(in.x, in.theta);
  Matrix weighted = in.x, off = z;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    const Interval p = 1 / (1 + exp(-z[i]));
    off[i] = p - in.y[i];
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) weighted(i, j) *= p * (1 - p);
  }
  return {multiply(transpose(in.x), weighted), apply_to(transpose(in.x), off)};
}

const auto registered =
    laws<Op>()
        .inputs(core, "typical", [](Draw& draw) { return sampled(draw, 1); })
        .inputs(core, "at the start", [](Draw& draw) { return sampled(draw, 0); })
        .inputs(core, "far from the boundary", [](Draw& draw) { return sampled(draw, 2); })
        .inputs(core, "soft targets", [](Draw& draw) {
          In in = sampled(draw, 1);
          for (double& y : in.y) y = draw.uniform(0, 1);
          return in;
        })
        .inputs(extreme, "almost certain", [](Draw& draw) {
          In in = sampled(draw, 1);
          const double far = draw.format.precision / 16.0;  // F keeps half of its digits
          for (double& theta : in.theta) theta = round_to(theta * far, draw.format);
          return in;
        })
        .inputs(extreme, "every sample almost certain", [](Draw& draw) {  // 1 − p is below rounding beside p, and the weights with it
          const auto m = draw.extent(1, 4);
          In in{draw.uniforms({m, 1}, 2, 3), Tensor<double>({m}), Tensor<double>({1}, {draw.coin() ? 1.0 : -1.0})};
          in.theta[0] = round_to(in.theta[0] * draw.format.precision / 8, draw.format);
          for (double& y : in.y) y = static_cast<double>(draw.integer(0, 1));
          return in;
        })
        .leaves_out("one or two entries far from the others", "p(1 − p) underflows")
        .leaves_out("one input far from the others", "p(1 − p) underflows")
        .leaves_out("lanes at levels of their own", "p(1 − p) underflows")
        .refuses("C3", "dependent columns", [](Draw& draw) {
          In in = sampled(draw, 0);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.x(i, 0) = 0;
          return in;
        })
        .theorem("C4", "F·F⁻¹∇ = ∇", [](Exact<Op>& t) {
          const Model model = model_of(t.in);
          const Matrix d = t.f(t.in).natural, left = apply_to(model.f, d), size = apply_to(absolute(model.f), absolute(d));
          for (std::size_t i = 0; i < left.size(); ++i) t.equal_within(left[i], model.gradient[i], size[i] + abs(model.gradient[i]), "F·F⁻¹∇");
        })
        .theorem("C5", "for X′ = XA, and at y = p", [](Exact<Op>& t) {
          const std::int64_t n = t.in.x.shape[1];
          Matrix x = t.in.x, theta = t.in.theta;
          for (std::int64_t j = 0; j < n; ++j) {
            theta[j] /= 1 << j;
            for (std::int64_t i = 0; i < x.shape[0]; ++i) x(i, j) *= 1 << j;
          }
          Matrix other = t.f({x, t.in.y, theta}).natural;
          for (std::int64_t j = 0; j < n; ++j) other[j] *= 1 << j;
          const Matrix d = t.f(t.in).natural;
          equal_entries(t, other, d, "A times the other");
          Matrix p = apply_to(t.in.x, t.in.theta);
          for (Interval& entry : p) entry = 1 / (1 + exp(-entry));
          for (const Interval& entry : t.f({t.in.x, p, t.in.theta}).natural) t.equal_within(entry, 0, 1 + max_norm(d), "0 at y = p");
        });

}  // namespace
}  // namespace etalon::verify
