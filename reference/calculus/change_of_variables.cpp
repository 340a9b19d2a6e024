#include "reference/contract/calculus/change_of_variables.hpp"

#include <boost/math/special_functions/legendre.hpp>

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using contract::calculus::ChangeOfVariables;

namespace {

struct Node {
  Interval at, weight;
};

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

/// The rule on [−1, 1], from the left.
std::vector<Node> gauss_legendre(std::int64_t n) {
  std::vector<Node> nodes;
  for (const double zero : boost::math::legendre_p_zeros<double>(static_cast<int>(n))) {  // those that are not negative
    const Node node = node_near(n, zero);
    if (zero != 0) nodes.insert(nodes.begin(), {-node.at, node.weight});
    nodes.push_back(node);
  }
  return nodes;
}

}  // namespace

/// The rule as it is written, over x and over y.
template <>
const Reference<ChangeOfVariables> Wings<ChangeOfVariables>::reference = []<class T>(const ChangeOfVariables::In<T>& in) -> Result<ChangeOfVariables::Out<T>> {
  if (in.upper < in.lower) return domain("C5", "upper is below lower");
  const Formula p = function_of(in.density, 1), g = function_of(in.map, 1);
  const auto first = evaluate(g, std::vector<T>{in.lower}, Wanted::derivative), last = evaluate(g, std::vector<T>{in.upper}, Wanted::derivative);
  if (!first || !last) return (first ? last : first).failure();
  const T half_x = (in.upper - in.lower) / 2, middle_x = (in.upper + in.lower) / 2, half_y = ((*last)[0] - (*first)[0]) / 2, middle_y = ((*last)[0] + (*first)[0]) / 2;
  ChangeOfVariables::Out<T> out;
  for (const Node& node : gauss_legendre(in.nodes)) {
    const T t = T(1) * T(node.at), weight = T(1) * T(node.weight);  // a program rounds them
    const T x = middle_x + half_x * t, y = middle_y + half_y * t;
    const auto image = evaluate(g, std::vector<T>{x}, Wanted::derivative);
    const auto slope = forward_product(g, Tensor<T>({1}, {x}), Tensor<T>({1}, {T(1)}));
    if (!image || !slope) return image ? slope.failure() : image.failure();
    const auto of_image = evaluate(p, *image, Wanted::value), of_y = evaluate(p, std::vector<T>{y}, Wanted::value);
    if (!of_image || !of_y) return (of_image ? of_y : of_image).failure();
    out.over_x += weight * ((*of_image)[0] * abs((*slope)[0]));
    out.over_y += weight * (*of_y)[0];
  }
  out.over_x *= half_x;
  out.over_y *= abs(half_y);
  return out;
};

}  // namespace etalon
