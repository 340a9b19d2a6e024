#pragma once
#include <cmath>
#include <numeric>
#include <vector>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"
#include "verify/generate/draw.hpp"

/// Weighted graphs: random ones, and what is certain of them.
namespace etalon::verify::graphs {

struct Graph {
  std::int64_t most_vertices = 8;
  int lowest = -4, highest = 3;  ///< exponents of the weights
  bool loops = true;             ///< now and then
};

/// Each pair of vertices has an edge with a random probability, so that there are many components or one.
inline Tensor<double> random(Draw& draw, const Graph& wanted = {}) {
  const auto n = draw.extent(1, wanted.most_vertices), density = draw.integer(0, 8);
  const bool loops = wanted.loops && draw.integer(0, 2) == 0;
  Tensor<double> w({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i + (loops ? 1 : 0); ++j)
      if (draw.integer(0, 8) < density) w(i, j) = w(j, i) = draw.magnitude(wanted.lowest, wanted.highest);
  return w;
}

/// e^(−|xᵢ − xⱼ|²/2) of points on the line, 1 on the diagonal: degrees from near 1 to n.
inline Tensor<double> affinities(Draw& draw, std::int64_t most = 8) {
  const auto n = draw.extent(1, most);
  const auto x = draw.integers({n}, -12, 12);
  Tensor<double> w({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      const auto distance = static_cast<double>(x[i] - x[j]) / 2;
      w(i, j) = w(j, i) = round_to(exp(-square(exactly(distance)) / 2).lower_double(), draw.format);
    }
  return w;
}

struct Planted {
  Tensor<double> w;
  std::int64_t blocks;
  std::vector<std::int64_t> first;  ///< a vertex of each block
};

/// Blocks of two or three vertices with weights near 1 inside, and now and then a weak edge between: any two pairs differ.
inline Planted planted(Draw& draw) {
  Planted graph{{}, draw.extent(1, 3), {}};
  std::vector<std::int64_t> block;
  for (std::int64_t b = 0; b < graph.blocks; ++b) {
    graph.first.push_back(static_cast<std::int64_t>(block.size()));
    block.insert(block.end(), static_cast<std::size_t>(draw.extent(2, 3)), b);
  }
  const auto n = static_cast<std::int64_t>(block.size());
  graph.w = Tensor<double>({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) {
      const bool inside = block[i] == block[j];
      if (inside || draw.coin()) graph.w(i, j) = graph.w(j, i) = draw.uniform(inside ? 0.75 : 0.0078125, inside ? 1.25 : 0.03125);
    }
  return graph;
}

/// The component of each vertex, numbered by first appearance: union and find.
inline std::vector<std::int64_t> components(const Tensor<Interval>& w) {
  const auto n = static_cast<std::size_t>(w.shape[0]);
  std::vector<std::size_t> parent(n);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!w(i, j).is_zero()) parent[std::max(find(i), find(j))] = std::min(find(i), find(j));
  std::vector<std::int64_t> label(n), number(n, -1);
  std::int64_t next = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::int64_t& one = number[find(i)];
    if (one < 0) one = next++;
    label[i] = one;
  }
  return label;
}

inline std::int64_t component_count(const Tensor<Interval>& w) {
  std::int64_t count = 0;
  for (const std::int64_t label : components(w)) count = std::max(count, label + 1);
  return count;
}

}  // namespace etalon::verify::graphs
