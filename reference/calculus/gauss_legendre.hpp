#pragma once
#include <vector>

#include "reference/number/interval.hpp"

namespace etalon::reference::calculus {

/// Of a rule for integrals over [−1, 1].
struct Node {
  Interval at, weight;
};

/// The Gauss–Legendre rule of n nodes, proved, from the left.
std::vector<Node> gauss_legendre(std::int64_t n);

}  // namespace etalon::reference::calculus
