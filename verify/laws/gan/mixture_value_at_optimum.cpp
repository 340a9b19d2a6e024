#include "reference/contract/gan/mixture_value_at_optimum.hpp"

#include "reference/contract/gan/jensen_shannon.hpp"
#include "reference/contract/gan/value_at_optimum.hpp"
#include "reference/number/elementary.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::JensenShannon;
using contract::gan::MixtureValueAtOptimum;
using contract::gan::ValueAtOptimum;
using In = MixtureValueAtOptimum::In<double>;

In mixtures(Draw& draw, std::int64_t k, std::int64_t l) {
  return {draw.uniforms({k}, 0.125, 1), draw.uniforms({k}, -3, 3), draw.uniforms({k}, 0.5, 2), draw.uniforms({l}, 0.125, 1), draw.uniforms({l}, -3, 3), draw.uniforms({l}, 0.5, 2)};
}
In mixtures(Draw& draw) {
  const auto k = draw.extent(1, 2), l = draw.extent(1, 2);
  return mixtures(draw, k, l);
}
In the_same(Draw& draw) {
  In in = mixtures(draw);
  in.q_weights = in.p_weights, in.q_means = in.p_means, in.q_deviations = in.p_deviations;
  return in;
}
void scale(Draw& draw, Tensor<double>& x, int k) {
  for (double& entry : x) entry = round_to(std::ldexp(entry, k), draw.format);
}

/// The masses of a mixture in the cells between middle − 4·unit and middle + 4·unit, n of one width, and beyond.
Tensor<Interval> masses(const Tensor<Interval>& weights, const Tensor<Interval>& means, const Tensor<Interval>& deviations, const Interval& middle, const Interval& unit, std::int64_t n) {
  Tensor<Interval> cells({n + 2});
  for (std::size_t k = 0; k < weights.size(); ++k) {
    Interval below = 0;
    for (std::int64_t i = 0; i <= n; ++i) {
      const Interval at = (middle + unit * (Interval(8 * i) / n - 4) - means[k]) / deviations[k], next = erfc(-at / sqrt(Interval(2))) / 2;
      cells[i] += weights[k] * (next - std::exchange(below, next));
    }
    cells[n + 1] += weights[k] * (1 - below);
  }
  return map(cells, [](const Interval& mass) -> Interval { return max(mass, 0); });
}

const auto registered =
    laws<MixtureValueAtOptimum>()
        .inputs(core, "mixtures", [](Draw& draw) { return mixtures(draw); })
        .inputs(core, "three bells", [](Draw& draw) {
          const auto k = draw.extent(1, 3);
          return mixtures(draw, k, std::max<std::int64_t>(1, 4 - k));
        })
        .inputs(core, "bells", [](Draw& draw) {
          const auto one = draw.extent(1, 1);
          return mixtures(draw, one, one);
        })
        .inputs(core, "nearly the same", [](Draw& draw) {
          In in = the_same(draw);
          const int least = 2 - draw.format.precision;
          for (Tensor<double>* x : {&in.q_weights, &in.q_means, &in.q_deviations})
            for (double& entry : *x) entry = round_to(entry * (1 + (draw.coin() ? 1 : -1) * draw.magnitude(least, std::max(least, -3))), draw.format);
          return in;
        })
        .inputs(core, "the same bells with other weights", [](Draw& draw) {
          In in = the_same(draw);
          in.q_weights = draw.uniforms(in.q_weights.shape, 0.125, 1);
          return in;
        })
        .inputs(extreme, "on an axis of any scale", [](Draw& draw) {
          In in = mixtures(draw);
          const int k = static_cast<int>(draw.integer(draw.format.min_exponent + 4, draw.format.max_exponent - 4));
          for (Tensor<double>* x : {&in.p_means, &in.q_means, &in.p_deviations, &in.q_deviations}) scale(draw, *x, k);
          return in;
        })
        .inputs(extreme, "weights at levels of their own", [](Draw& draw) {
          In in = mixtures(draw);
          const int widest = std::min(40, draw.format.max_exponent / 2 - 2);
          for (Tensor<double>* x : {&in.p_weights, &in.q_weights})
            for (double& entry : *x) entry = round_to(std::ldexp(entry, static_cast<int>(draw.integer(-widest, widest))), draw.format);
          return in;
        })
        .inputs(extreme, "far from the origin", [](Draw& draw) {
          In in = mixtures(draw);
          const double far = draw.magnitude(3, draw.format.precision / 2);
          for (Tensor<double>* x : {&in.p_means, &in.q_means})
            for (double& entry : *x) entry = round_to(entry + far, draw.format);
          return in;
        })
        .inputs(edge, "the same", [](Draw& draw) { return the_same(draw); })
        .leaves_out("an extent beside a power of two", "an enclosure with so many bells takes many seconds")
        .leaves_out("one or two entries far from the others", "of a bell whose mean has a last bit of many deviations no place is told")
        .leaves_out("one input far from the others", "of a bell whose mean has a last bit of many deviations no place is told")
        .leaves_out("lanes at levels of their own", "of bells some thirty deviations apart the value is below what the enclosure resolves")
        .law("C3", "value = −log 4 + 2·divergence", [](Law<MixtureValueAtOptimum>& t) { t.equal_within(t.out.value, 2 * t.out.divergence - log(Interval(4)), 1, "−log 4 + 2·divergence"); })
        .law("C4", "−log 4 ≤ value ≤ 0 ≤ divergence ≤ log 2", [](Law<MixtureValueAtOptimum>& t) {
          t.exactly_at_most(t.out.value, 0, "value ≤ 0");
          t.at_most(-t.out.value, log(Interval(4)) * (1 + power_of_two(-100)), "−log 4 ≤ value");
          t.exactly_at_most(0, t.out.divergence, "0 ≤ divergence");
          t.at_most(t.out.divergence, log(Interval(2)) * (1 + power_of_two(-100)), "divergence ≤ log 2");
        })
        .theorem("C4", "−log 4 and 0 of the same", [](Exact<MixtureValueAtOptimum>& t) {
          const auto y = t.f({t.in.p_weights, t.in.p_means, t.in.p_deviations, t.in.p_weights, t.in.p_means, t.in.p_deviations});
          t.equal(y.value, -log(Interval(4)), "−log 4");
          t.equal_within(y.divergence, 0, 1, "0");
        })
        .theorem("C5", "symmetric, and the same with other weights of the same shares on another axis", [](Exact<MixtureValueAtOptimum>& t) {
          const auto scaled = [](const Tensor<Interval>& x, const Interval& by, const Interval& shift) { return map(x, [&](const Interval& entry) -> Interval { return entry * by + shift; }); };
          const Interval by = Interval(11) / 8, shift = t.in.p_deviations[0] * 5 / 3;
          const auto y = t.f(t.in), other = t.f({scaled(t.in.q_weights, by, 0), scaled(t.in.q_means, -by, shift), scaled(t.in.q_deviations, by, 0), t.in.p_weights,
                                                 scaled(t.in.p_means, -by, shift), scaled(t.in.p_deviations, by, 0)});
          t.equal_within(other.value, y.value, 1, "value");
          t.equal_within(other.divergence, y.divergence, 1, "divergence");
        })
        .theorem("C6", "no less than of the masses in cells, which rise as these are halved", [](Exact<MixtureValueAtOptimum>& t) {
          auto y = t.f(t.in);
          const Interval little = power_of_two(-100);
          for (const std::int64_t n : {32, 16, 8, 4, 2}) {
            const Interval &middle = t.in.p_means[0], &unit = t.in.p_deviations[0];
            const auto p = masses(t.in.p_weights, t.in.p_means, t.in.p_deviations, middle, unit, n), q = masses(t.in.q_weights, t.in.q_means, t.in.q_deviations, middle, unit, n);
            const auto value = Wings<ValueAtOptimum>::reference(ValueAtOptimum::In<Interval>{p, q})->value;
            const auto divergence = Wings<JensenShannon>::reference(JensenShannon::In<Interval>{p, q})->divergence;
            t.at_most(value - y.value, little, "value of cells");
            t.at_most(divergence - y.divergence, little, "divergence of cells");
            y.value = value, y.divergence = divergence;
          }
        });

}  // namespace
}  // namespace etalon::verify
