#include "reference/contract/optimization/curve_fit.hpp"

#include "reference/contract/function_of_x.hpp"
#include "reference/optimization/normal_equations.hpp"
#include "verify/laws/optimization/measurements.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::CurveFit;
using contract::optimization::model_of_t::formula_of;
using In = CurveFit::In<double>;

In from(Draw& draw, const Measured& d) { return {d.model, d.t, d.y, d.x, std::max(round_to(1e-6, draw.format), 4 * draw.format.unit_roundoff())}; }

/// Σr² at x, ‖r‖, and what rounding may do to them: the model's own running error, and each entry of x by u.
struct Look {
  Interval squares = 0, rounding = 0;
  std::vector<Interval> slope, norm, allowed;  ///< Jⱼᵀr, ‖Jⱼ‖, and what rounding leaves of Jⱼᵀr
};
Look look(const CurveFit::In<Interval>& in, const Tensor<Interval>& x, const Interval& u) {
  const Formula model = formula_of(in.model, x.shape[0]);
  const std::size_t n = x.size();
  const Interval c = contract::most_used(model) + 8 + static_cast<std::int64_t>(in.t.size());  // roundings of the model, and of sums over the measurements
  Look seen{0, 0, std::vector<Interval>(n, 0), std::vector<Interval>(n, 0), std::vector<Interval>(n, 0)};
  for (std::size_t i = 0; i < in.t.size(); ++i) {
    std::vector<RunningError<Interval>> rounded;
    for (const Interval& entry : x) rounded.emplace_back(entry, abs(entry));
    rounded.emplace_back(in.t[i]);
    const auto f = (*reference::calculus::evaluate(model, rounded, reference::calculus::Wanted::derivative))[0];
    const Interval r = in.y[i] - f.value(), off = c * u * (f.error() + abs(f.value()) + abs(in.y[i]));
    seen.squares += square(r);
    seen.rounding += 2 * abs(r) * off + square(off);
    for (std::size_t j = 0; j < n; ++j) {
      std::vector<Dual<Interval>> at;
      for (std::size_t k = 0; k < n; ++k) at.emplace_back(x[k], Interval(k == j ? 1 : 0));
      at.emplace_back(in.t[i]);
      const Interval slope = (*reference::calculus::evaluate(model, at, reference::calculus::Wanted::derivative))[0].tangent();
      seen.slope[j] += slope * r;
      seen.norm[j] += square(slope);
      seen.allowed[j] += 2 * abs(slope) * off;
    }
  }
  for (Interval& norm : seen.norm) norm = sqrt(norm);
  return seen;
}

const auto registered =
    laws<CurveFit>()
        .inputs(core, "curved models with noise", [](Draw& draw) { return from(draw, curved(draw, 0.02)); })
        .inputs(core, "curved models that fit", [](Draw& draw) { return from(draw, curved(draw, 0)); })
        .inputs(core, "linear models", [](Draw& draw) { return from(draw, linear(draw, 0.1)); })
        .inputs(core, "a start farther off", [](Draw& draw) { return from(draw, curved(draw, 0.01, 0.25)); })
        .refuses("C1", "what is no model", [](Draw& draw) {
          In in = from(draw, linear(draw, 0));
          in.model = draw.one_of({"x[0] +", "x[7]*t", "", "s*x[0]", "[x[0], x[1]]"});
          return in;
        })
        .refuses("C3", "where the model is not defined", [](Draw& draw) {
          In in = from(draw, linear(draw, 0));
          in.model = draw.one_of({"log(-1 - t^2)*x[0] + x[1]", "x[0]/(t - t) + x[1]"});
          return in;
        })
        .refuses("C4", "a kink", [](Draw& draw) {
          In in = from(draw, linear(draw, 0));
          in.model = "x[0]*abs(t - t) + x[1]";
          return in;
        })
        .refuses("C6", "a parameter too many", [](Draw& draw) {
          return from(draw, measured(draw, "x[0] + x[1]*0 + x[0]*t", {1, 1}, [](const std::vector<double>& p, double t) { return p[0] * (1 + t); }, 0, 2, 0, 0));
        })
        .refuses("C10", "fewer measurements than parameters", [](Draw& draw) {
          In in = from(draw, linear(draw, 0));
          for (auto* few : {&in.t, &in.y}) few->data.resize(1), few->shape[0] = 1;
          return in;
        })
        .refuses("C5", "no tolerance", [](Draw& draw) {
          In in = from(draw, linear(draw, 0));
          in.tolerance = draw.one_of({0.0, -1.0});
          return in;
        })
        .leaves_out("one or two entries far from the others", "the steps of a model overflow where its value does not, as its author wrote it")
        .leaves_out("one input far from the others", "the steps of a model overflow where its value does not, as its author wrote it")
        .leaves_out("lanes at levels of their own", "the steps of a model overflow where its value does not, as its author wrote it")
        .requirement("C7", "the residuals are orthogonal to J", [](Trial<CurveFit>& t) {
          const Look at = look(t.in, t.out.fit, t.u);
          for (std::size_t j = 0; j < at.slope.size(); ++j) t.at_most(abs(at.slope[j]), t.in.tolerance * at.norm[j] * sqrt(at.squares) + at.allowed[j], "|Jⱼᵀr|");
        })
        .requirement("C8", "no worse than the start", [](Trial<CurveFit>& t) {
          const Look start = look(t.in, t.in.x, t.u), end = look(t.in, t.out.fit, t.u);
          t.at_most(end.squares, start.squares + start.rounding + end.rounding, "Σr²");
        })
        .requirement("C9", "residual is Σr²", [](Trial<CurveFit>& t) {
          const Look end = look(t.in, t.out.fit, t.u);
          const Interval sum = static_cast<std::int64_t>(t.in.t.size()) + 2;
          t.at_most(abs(t.out.residual - end.squares), sum * t.u * end.squares + end.rounding + t.eta, "|residual − Σr²|");
        })
        .theorem("C7", "Jᵀr = 0 at the fit", [](Exact<CurveFit>& t) {
          const auto out = t.f(t.in);
          const Look at = look(t.in, out.fit, 0);
          for (std::size_t j = 0; j < at.slope.size(); ++j) t.equal_within(at.slope[j], 0, 1 + at.norm[j], "Jᵀr = 0");
        })
        .theorem("C8", "the fit is no worse than the start", [](Exact<CurveFit>& t) {
          t.at_most(t.f(t.in).residual, look(t.in, t.in.x, 0).squares * (1 + power_of_two(-64)) + power_of_two(-200), "Σr²");
        })
        .theorem("C9", "a model that made the data fits them", [](Exact<CurveFit>& t) {
          auto in = t.in;
          const Formula model = formula_of(in.model, in.x.shape[0]);
          for (std::size_t i = 0; i < in.t.size(); ++i) {
            std::vector<Interval> at = in.x.data;
            at.push_back(in.t[i]);
            in.y[i] = (*reference::calculus::evaluate(model, at, reference::calculus::Wanted::value))[0];
          }
          t.equal_within(t.f(in).residual, 0, 1, "Σr² = 0");
        });

}  // namespace
}  // namespace etalon::verify
