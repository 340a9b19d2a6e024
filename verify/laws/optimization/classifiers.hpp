#pragma once
#include "reference/optimization/linear_classifier.hpp"
#include "verify/language/laws.hpp"

/// Inputs, theorems and requirements of linear classifiers.
namespace etalon::verify::classifiers {

using contract::LinearClassifier;
using contract::LinearFit;
using In = LinearClassifier::In<double>;
using FitIn = LinearFit::In<double>;

/// Samples of ordinary size with any weights.
In typical(Draw& draw);
/// Labels as the scores say, and margins from 0 to far beyond.
In confident(Draw& draw);
/// Two clouds around ±shift, with both labels.
FitIn clouds(Draw& draw, double shift);

/// The theorems of one loss; `at_zero` is what it is at a margin of 0.
template <class Op>
Laws<Op> laws_of_objective() {
  auto all = laws<Op>();
  all.inputs(core, "typical", typical)
      .inputs(core, "confident and right", confident)
      .inputs(extreme, "C from 2⁻²⁰ to 2²⁰", [](Draw& draw) {
        In in = typical(draw);
        in.c = draw.magnitude(-20, 20);
        return in;
      })
      .inputs(extreme, "margins beyond exp's range", [](Draw& draw) {
        In in = typical(draw);
        for (double& w : in.w) w = (draw.coin() ? 1 : -1) * draw.magnitude(5, 10);
        return in;
      })
      .inputs(edge, "no weights", [](Draw& draw) {
        In in = typical(draw);
        std::fill(in.w.begin(), in.w.end(), 0), in.intercept = 0;
        return in;
      })
      .inputs(edge, "at margins of 1", [](Draw& draw) {
        In in = typical(draw);
        for (double& x : in.x) x = 0;
        for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.x(i, 0) = static_cast<double>(in.y[i]);
        in.w[0] = 1, in.intercept = 0;
        return in;
      })
      .theorem("C5", "of −y, −w, −b", [](Exact<Op>& t) {
        auto in = t.in;
        for (auto& y : in.y) y = -y;
        for (Interval& w : in.w) w = -w;
        in.intercept = -in.intercept;
        t.equal(t.f(in).objective, t.f(t.in).objective, "f(−y, −w, −b)");
      })
      .law("C4", "above ½‖w‖²", [](Law<Op>& t) {
        Interval squares = 0;
        for (const Interval& w : t.in.w) squares += square(w);
        t.at_most(squares / 2, t.out.objective, "½‖w‖² ≤ f");
      });
  return all;
}

template <class Op>
Laws<Op> laws_of_gradient() {
  auto all = laws<Op>();
  all.theorem("C4", "strongly convex", [](Exact<Op>& t) {
       auto other = t.in;
       for (std::size_t j = 0; j < other.w.size(); ++j) other.w[j] += Interval(static_cast<std::int64_t>(j) - 1) / 3;
       other.intercept -= Interval(1) / 7;
       const auto here = t.f(t.in), there = t.f(other);
       Interval inner = (there.grad_intercept - here.grad_intercept) * (other.intercept - t.in.intercept), squares = 0;
       for (std::size_t j = 0; j < other.w.size(); ++j) {
         const Interval off = other.w[j] - t.in.w[j];
         inner += (there.grad_w[j] - here.grad_w[j]) * off, squares += square(off);
       }
       t.at_most(squares, inner * (1 + power_of_two(-64)) + power_of_two(-1000), "‖w − w′‖²");
     })
      .theorem("C5", "of −y, −w, −b", [](Exact<Op>& t) {
        auto in = t.in;
        for (auto& y : in.y) y = -y;
        for (Interval& w : in.w) w = -w;
        in.intercept = -in.intercept;
        const auto plain = t.f(t.in), mirrored = t.f(in);
        for (std::size_t j = 0; j < in.w.size(); ++j) t.equal_within(mirrored.grad_w[j], -plain.grad_w[j], 1 + abs(t.in.w[j]), "−w̄");
        t.equal_within(mirrored.grad_intercept, -plain.grad_intercept, 1, "−b̄");
      });
  return all;
}

/// ∇f at an answer, and what rounding leaves of it: of the answer, of its margins and of the sums, where a margin that is off has
/// the largest slope that it may have.
template <class Loss>
struct Slopes {
  std::vector<Interval> size, rounding;

  Slopes(const LinearFit::In<Interval>& in, LinearFit::Variant variant, const LinearFit::Out<Interval>& z, const Interval& u) {
    const std::int64_t m = in.x.shape[0], n = in.x.shape[1];
    const Interval off = (m + n + 8) * u;  // LinearClassifier::roundings
    const auto at = point(in, z);
    for (const Interval& w : z.w) rounding.push_back(abs(w));
    rounding.push_back(abs(z.intercept));
    for (std::int64_t i = 0; i < m; ++i) {
      Interval terms = abs(z.intercept);
      for (std::int64_t j = 0; j < n; ++j) terms += abs(z.w[j] * in.x(i, j));
      const Interval margin = reference::optimization::margin(at, i), reach = (off * terms).supremum();
      const Interval of_slope = in.c * (abs(Loss::slope(margin)) + Loss::curvature(margin + Interval::hull(-reach, reach)).supremum() * terms);
      for (std::int64_t j = 0; j < n; ++j) rounding[j] += abs(in.x(i, j)) * of_slope;
      rounding[n] += of_slope;
    }
    for (Interval& entry : rounding) entry *= off;
    const auto slopes = reference::optimization::gradient<Loss, Gradient>(at, reference::optimization::objective_of(variant));
    for (const Interval& slope : slopes.grad_w) size.push_back(abs(slope));
    if (variant != LinearFit::Variant::no_intercept) size.push_back(abs(slopes.grad_intercept));
  }
  static LinearClassifier::In<Interval> point(const LinearFit::In<Interval>& in, const LinearFit::Out<Interval>& z) { return {in.x, in.y, z.w, z.intercept, in.c}; }

 private:
  struct Gradient { Tensor<Interval> grad_w; Interval grad_intercept; };
};

constexpr const char* far = "beside a far entry the others leave nothing of the Hessian but rounding; scales of C are classes of their own";

template <class Fit, class Loss>
Laws<Fit> laws_of_fit() {
  auto all = laws<Fit>();
  all.inputs(core, "two clouds", [](Draw& draw) { return clouds(draw, 0.5); })
      .inputs(core, "two clouds far apart", [](Draw& draw) { return clouds(draw, 2); })
      .inputs(core, "C from 2⁻⁶ to 2⁶", [](Draw& draw) {
        FitIn in = clouds(draw, 0.25);
        in.c = draw.magnitude(-6, 6);
        return in;
      })
      .inputs(core, "one of its label", [](Draw& draw) {
        FitIn in = clouds(draw, 0.5);
        for (std::size_t i = 1; i < in.y.size(); ++i) in.y[i] = -in.y[0];
        return in;
      })
      .inputs(core, "columns that repeat", [](Draw& draw) {
        FitIn in = clouds(draw, 0.5);
        for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.x(i, in.x.shape[1] - 1) = in.x(i, 0);
        return in;
      })
      .inputs(extreme, "C of 2¹⁰", [](Draw& draw) {
        FitIn in = clouds(draw, 1);
        in.c = 1024;
        return in;
      })
      .refuses("C5", "one label alone", [](Draw& draw) {
        FitIn in = clouds(draw, 0.5);
        std::fill(in.y.begin(), in.y.end(), draw.coin() ? 1 : -1);
        return in;
      })
      .leaves_out("one or two entries far from the others", far)
      .leaves_out("one input far from the others", far)
      .leaves_out("lanes at levels of their own", far)
      .requirement("C6", "no slope is left", [](Trial<Fit>& t) {
        const Slopes<Loss> slopes(t.in, t.variant, t.out, t.u);
        for (std::size_t j = 0; j < slopes.size.size(); ++j) t.at_most(slopes.size[j], t.in.tolerance + slopes.rounding[j], "|∂f/∂zⱼ|");
      })
      .requirement("C7", "near the minimum", [](Trial<Fit>& t) {
        const Slopes<Loss> slopes(t.in, t.variant, t.out, t.u);
        Interval steepest = 0, distance = abs(t.out.intercept - t.truth.intercept), squares = 0;
        for (const Interval& size : slopes.size) steepest = max(steepest, size);
        for (std::size_t j = 0; j < t.out.w.size(); ++j) distance += abs(t.out.w[j] - t.truth.w[j]), squares += square(t.out.w[j] - t.truth.w[j]);
        const Interval allowed = (steepest + t.u) * (distance + t.u);  // but for a rounding of each
        t.at_most(squares, allowed, "‖w − w*‖²");
        // f(z*) ≥ f(m) − Σ|∂f(m)/∂zⱼ|·|z*ⱼ − mⱼ| of a point m near z*: narrower than f over an enclosure of z*.
        const auto value = [&](const auto& z) { return reference::optimization::objective<Loss>(Slopes<Loss>::point(t.in, z), reference::optimization::objective_of(t.variant)); };
        const LinearFit::Out<Interval> middle{reference::optimization::collapsed(t.truth.w), t.truth.intercept.collapse()};
        const Slopes<Loss> flat(t.in, t.variant, middle, t.u);
        Interval below = value(middle);
        for (std::size_t j = 0; j < flat.size.size(); ++j) below -= flat.size[j] * (j < t.truth.w.size() ? t.truth.w[j] : t.truth.intercept).width();
        t.at_most(value(t.out) - below, allowed + t.u * value(t.out), "f(z) − f(z*)");
      })
      .requirement("C10", "no intercept", [](Trial<Fit>& t) {
        if (t.variant == LinearFit::Variant::no_intercept) t.holds(t.out.intercept == 0, "b = 0");
      })
      .theorem("C8", "∇f = 0, and of −y the mirror image", [](Exact<Fit>& t) {
        auto in = t.in;
        for (auto& y : in.y) y = -y;
        const auto plain = t.f(t.in), mirrored = t.f(in);
        for (const Interval& slope : Slopes<Loss>(t.in, t.variant, plain, 0).size) t.equal_within(slope, 0, 1 + t.in.c, "∇f = 0");
        for (std::size_t j = 0; j < plain.w.size(); ++j) t.equal_within(mirrored.w[j], -plain.w[j], 1, "−w");
        t.equal_within(mirrored.intercept, -plain.intercept, 1, "−b");
      });
  return all;
}

}  // namespace etalon::verify::classifiers
