#include "reference/calculus/gauss_legendre.hpp"

#include <boost/math/special_functions/legendre.hpp>

namespace etalon::reference::calculus {
namespace {

/// Pₙ and its derivative, by the recurrence (k + 1)Pₖ₊₁ = (2k + 1)xPₖ − kPₖ₋₁ and (1 − x²)Pₙ′ = n(Pₙ₋₁ − xPₙ).
std::pair<Interval, Interval> legendre(std::int64_t n, const Interval& x) {
  Interval before = 0, p = 1;
  for (std::int64_t k = 0; k < n; ++k) before = std::exchange(p, ((2 * k + 1) * x * p - k * before) / (k + 1));
  return {p, n * (before - x * p) / (1 - square(x))};
}

/// The zero of Pₙ near a double, and its weight 2/((1 − x²)Pₙ′(x)²): Newton's method from there, then the interval Newton operator,
/// which proves that a zero is in it.
Node node_near(std::int64_t n, double start) {
  const int bits = Precision::bits();
  const Precision guard(bits + 4 * static_cast<int>(n) + 32);  // the recurrence widens an enclosure by less than 1 + √2 a step
  Interval x = exactly(start);
  for (int right = 40; right < 2 * Precision::bits(); right *= 2) {
    const auto [p, slope] = legendre(n, x);
    x = (x - p / slope).collapse();
  }
  const Interval reach = power_of_two(-bits - 2 * n), around = x + Interval::hull(-reach, reach);
  const Interval zero = x - legendre(n, x).first / legendre(n, around).second;
  if (!around.contains(zero)) throw Undecided{"a node of the Gauss-Legendre rule"};
  return {zero, 2 / ((1 - square(zero)) * square(legendre(n, zero).second))};
}

}  // namespace

std::vector<Node> gauss_legendre(std::int64_t n) {
  std::vector<Node> nodes;
  for (const double zero : boost::math::legendre_p_zeros<double>(static_cast<int>(n))) {  // those that are not negative
    const Node node = node_near(n, zero);
    if (zero != 0) nodes.insert(nodes.begin(), {-node.at, node.weight});
    nodes.push_back(node);
  }
  return nodes;
}

}  // namespace etalon::reference::calculus
