#pragma once
#include <vector>

#include "reference/number/interval.hpp"

/// ∫ p log(p/(p + q)) + q log(q/(p + q)) dx and ½∫ p log(p/m) + q log(q/m) dx of mixtures of Gaussians, and their slopes, enclosed.
namespace etalon::reference::gan {

/// share·exp(−(x − mean)²/2deviation²)/(deviation·√(2π)).
struct Bell {
  Interval share, mean, deviation;
};
using Mixture = std::vector<Bell>;

/// Of an integral, by the three numbers of a bell.
struct Slopes {
  Interval by_share, by_mean, by_deviation;
};
struct Integral {
  Interval value;
  std::vector<Slopes> slopes;  ///< for each bell of p, then of q; none where they are not asked for
};
struct Integrals {
  Integral game, divergence;
};

/// No narrower than 2⁻³⁰⁰, whatever the precision: the nodes grow faster than the digits.
Integrals mixture_integrals(const Mixture& p, const Mixture& q, bool with_slopes);

}  // namespace etalon::reference::gan
