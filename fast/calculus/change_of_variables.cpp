#include "reference/contract/calculus/change_of_variables.hpp"

#include "fast/calculus/tape.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::calculus;
using fast::tensor::pairwise_sum;
using contract::function_of;
using contract::calculus::ChangeOfVariables;

namespace {

struct Node {
  long double at, weight;
};

/// The rule on [−1, 1] from the left: Newton's method on the recurrence, from Tricomi's approximation of the zeros, in more digits than are wanted.
std::vector<Node> gauss_legendre(std::int64_t n) {
  std::vector<Node> nodes(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i) {
    long double x = 2 * i + 1 == n ? 0 : -std::cos(std::numbers::pi_v<long double> * (static_cast<long double>(i) + 0.75L) / (static_cast<long double>(n) + 0.5L)), slope = 0;
    for (int k = 0; k < 6; ++k) {
      long double before = 0, p = 1;
      for (std::int64_t j = 0; j < n; ++j) before = std::exchange(p, (static_cast<long double>(2 * j + 1) * x * p - static_cast<long double>(j) * before) / static_cast<long double>(j + 1));
      slope = static_cast<long double>(n) * (before - x * p) / (1 - x * x);
      x -= p / slope;
    }
    nodes[static_cast<std::size_t>(i)] = {x, 2 / ((1 - x * x) * slope * slope)};
  }
  return nodes;
}

}  // namespace

template <>
const Fast<ChangeOfVariables> Wings<ChangeOfVariables>::fast = []<class T>(const ChangeOfVariables::In<T>& in) -> Result<ChangeOfVariables::Out<T>> {
  if (in.upper < in.lower) return domain("C5", "upper is below lower");
  const Formula p = function_of(in.density, 1), g = function_of(in.map, 1);
  Tape<T> density(p), map(g), first(g), last(g);
  if (auto failure = first.run({in.lower}, true)) return *failure;
  if (auto failure = last.run({in.upper}, true)) return *failure;
  const T half_x = in.upper / 2 - in.lower / 2, middle_x = in.upper / 2 + in.lower / 2;
  const T half_y = last.output(0) / 2 - first.output(0) / 2, middle_y = last.output(0) / 2 + first.output(0) / 2;
  Storage<T> of_x, of_y;
  for (const Node& node : gauss_legendre(in.nodes)) {
    const T t = static_cast<T>(node.at), weight = static_cast<T>(node.weight);
    if (auto failure = map.run({middle_x + half_x * t}, true)) return *failure;
    if (auto failure = density.run({map.output(0)}, false)) return *failure;
    of_x.push_back(weight * (density.output(0) * std::abs(map.tangent({1})[0])));
    if (auto failure = density.run({middle_y + half_y * t}, false)) return *failure;
    of_y.push_back(weight * density.output(0));
  }
  const auto sum = [](const Storage<T>& terms) { return pairwise_sum<T>(0, static_cast<std::int64_t>(terms.size()), [&](std::int64_t k) { return terms[static_cast<std::size_t>(k)]; }); };
  return ChangeOfVariables::Out<T>{half_x * sum(of_x), std::abs(half_y) * sum(of_y)};
};

}  // namespace etalon
