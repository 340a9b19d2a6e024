#pragma once
#include "fast/nn/logistic.hpp"

namespace etalon::fast::nn {

/// The part of one logit in binary cross-entropy and its slope, both from e = exp(−|z|) and one quotient.
template <class P>
struct BcePart {
  using T = typename P::Number;
  P z, t, weight, rest, e, one_and_e;
  backend::LogOfOnePlus<P> log;
  P inverse;

  /// Of the target t, with w for the label 1.
  BcePart(const P& z_, const P& t_, T w, const P& e_) : z(z_), t(t_), weight(t * w), rest(1 - t), e(e_), one_and_e(1 + e), log(e), inverse(1 / (one_and_e * log.denominator)) {}

  /// w·t·softplus(−z) + (1 − t)·softplus(z), in some unit: all summands are positive.
  P loss(T unit = 1) const {
    const P common = log.value(log.numerator * (one_and_e * inverse)) * unit, size = abs(z) * unit;
    return multiply_add(weight, common, multiply_add(rest, common, select(z >= 0, rest, weight) * size));
  }
  /// ((1 − t)·eᶻ − w·t)/(1 + eᶻ), or with e⁻ᶻ; beside z = 0 by e − 1 and the constant (1 − t) − w·t, which is rounded once, with
  /// the rounding of 1 − t put back: nothing is lost at its zero.
  P slope(T w, const P& e_minus_one) const {
    const auto positive = z >= 0, far = abs(z) > 1;
    const P lost = (1 - rest) - t, middle = fma(-t, P(w), rest) + lost;
    const P numerator = multiply_add(select(positive, -weight, rest), select(far, e, e_minus_one), select(far, select(positive, rest, -weight), middle));
    return numerator * (log.denominator * inverse);
  }
};

/// f of the parts, in two steps.
template <class T, class F>
auto of_bce_parts(T w, const F& f) {
  return backend::InSteps{[](const auto& z, const auto&) {
    const auto e = std::decay_t<decltype(Logistic(z))>::exponential_of(z);
    return std::array{e.fraction(), e.minus_one()};
  }, [w, f](const auto& e, const auto& z, const auto& t) { return f(BcePart(z, t, w, e[0]), e[1]); }};
}

}  // namespace etalon::fast::nn
