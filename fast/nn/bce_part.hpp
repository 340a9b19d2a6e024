#pragma once
#include "fast/nn/logistic.hpp"

namespace etalon::fast::nn {

/// The part of one logit in binary cross-entropy and its slope, both from e = exp(−|z|) and one quotient.
template <class P>
struct BcePart {
  P loss, slope;

  BcePart(const P& z, const P& t, typename P::Number w, typename P::Number unit) {
    const Logistic at(z);
    const backend::LogOfOnePlus log(at.e);
    const P one_and_e = 1 + at.e, inverse = 1 / (one_and_e * log.denominator), rest = 1 - t, weight = t * w;
    const auto positive = z >= 0;
    // w·t·softplus(−z) + (1 − t)·softplus(z), in some unit: all summands are positive.
    const P common = log.value(log.numerator * (one_and_e * inverse));
    loss = weight * unit * common + (rest * unit * common + select(positive, rest, weight) * unit * abs(z));
    // ((1 − t)·eᶻ − w·t)/(1 + eᶻ), or with e⁻ᶻ; beside z = 0 by e − 1 and the constant (1 − t) − w·t, which is rounded once, with
    // the rounding of 1 − t put back: nothing is lost at its zero.
    const P lost = (1 - rest) - t, middle = fma(-t, P(w), rest) + lost;
    const auto far = abs(z) > 1;
    const P numerator = multiply_add(select(positive, -weight, rest), select(far, at.e, at.exponential.minus_one()), select(far, select(positive, rest, -weight), middle));
    slope = numerator * (log.denominator * inverse);
  }
};

}  // namespace etalon::fast::nn
