#pragma once
#include <algorithm>
#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify::gan {

template <class F>
Tensor<double> filled(std::int64_t n, F entry) {
  Tensor<double> x({n});
  for (double& e : x) e = entry();
  return x;
}

/// As far from 0 as e⁻ˢ is a normal number, 50 at most: there σ(s) has rounded to 1.
inline double logit(Draw& draw) {
  const double span = std::min(50.0, -0.6 * draw.format.min_exponent);
  return draw.coin() ? draw.real(-6, 2) : draw.uniform(-span, span);
}
inline Tensor<double> logits(Draw& draw) {
  return filled(draw.extent(1, 6), [&] { return logit(draw); });
}
inline Tensor<double> probabilities(Draw& draw) {
  return filled(draw.extent(1, 6), [&] { return draw.uniform(0.03, 0.97); });
}
/// Beside 0, where log(1 − D) loses digits, and beside 1.
inline Tensor<double> confident(Draw& draw) {
  return filled(draw.extent(1, 6), [&] {
    if (draw.coin()) return draw.magnitude(std::max(-40, draw.format.min_exponent + 2), -4);
    return 1 - std::ldexp(1.0, -static_cast<int>(draw.integer(2, draw.format.precision - 4)));
  });
}
/// Where exp overflows or underflows in float32 and float64, and up to the end of the range.
inline Tensor<double> beyond_exp(Draw& draw) {
  return filled(draw.extent(1, 6), [&] {
    const double sign = draw.coin() ? 1 : -1;
    if (draw.coin()) return sign * draw.magnitude(10, draw.format.max_exponent - 2);
    return round_to(sign * (draw.coin() ? draw.uniform(80, 120) : draw.uniform(700, 1000)), draw.format);
  });
}
/// Down to the smallest subnormal number.
inline Tensor<double> near_zero(Draw& draw) {
  return filled(draw.extent(1, 4), [&] { return draw.magnitude(draw.format.min_exponent - draw.format.precision + 2, std::max(-36, draw.format.min_exponent / 2)); });
}
/// Scores of a critic, which are any numbers.
inline Tensor<double> scores(Draw& draw) { return draw.reals({draw.extent(1, 6)}); }
inline Tensor<double> scores_of_any_size(Draw& draw) { return draw.reals({draw.extent(1, 6)}, draw.format.min_exponent, draw.format.max_exponent - 4); }

/// σ of each entry.
inline Tensor<Interval> probabilities_of(const Tensor<Interval>& logits) {
  return map(logits, [](const Interval& s) -> Interval { return 1 / (1 + exp(-s)); });
}
inline Tensor<Interval> negated(const Tensor<Interval>& x) {
  return map(x, [](const Interval& s) { return -s; });
}
/// May exp of each entry be taken?
inline bool moderate(const Tensor<Interval>& x) {
  return std::all_of(x.begin(), x.end(), [](const Interval& s) { return (abs(s) < (std::int64_t{1} << 20)).certainly(); });
}

}  // namespace etalon::verify::gan
