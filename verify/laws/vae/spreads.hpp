#pragma once
#include <cmath>

#include "reference/contract/gaussian_spread.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

/// What encoders give for deviations: inputs for every convention.
namespace etalon::verify {

/// Positive, as σ itself asks for; log σ² and a softplus take them too.
inline Tensor<double> deviations(Draw& draw, const Dimensions& shape, int lowest = -6, int highest = 1) {
  Tensor<double> s = draw.reals(shape, lowest, highest);
  for (double& x : s) x = x == 0 ? 1 : std::fabs(x);
  return s;
}
/// Of either sign, which σ itself is not.
inline Tensor<double> any_spreads(Draw& draw, const Dimensions& shape) { return draw.reals(shape, -6, 1); }

/// Each entry moved by a part of itself of any size, down to the last bit: what is near it.
inline Tensor<double> near(Draw& draw, Tensor<double> x) {
  for (double& entry : x) entry = round_to(entry * (1 + draw.real(1 - draw.format.precision, -3)), draw.format);
  return x;
}

}  // namespace etalon::verify
