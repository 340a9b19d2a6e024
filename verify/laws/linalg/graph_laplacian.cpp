#include "reference/contract/linalg/graph_laplacian.hpp"
#include "reference/linalg/elimination.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/graphs.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::GraphLaplacian;
using In = GraphLaplacian::In<double>;
using Variant = GraphLaplacian::Variant;

/// Weights of one exponent per vertex: w_ij near 2^(eᵢ + eⱼ).
In graded(Draw& draw) {
  Tensor<double> w = graphs::random(draw);
  std::vector<int> e;
  for (std::int64_t i = 0; i < w.shape[0]; ++i) e.push_back(static_cast<int>(draw.integer(draw.format.min_exponent / 4, draw.format.max_exponent / 4)));
  for (std::int64_t i = 0; i < w.shape[0]; ++i)
    for (std::int64_t j = 0; j < w.shape[0]; ++j) w(i, j) = round_to(std::ldexp(w(i, j), e[i] + e[j]), draw.format);
  return In{w};
}

Matrix degrees(const Matrix& w, Variant variant) {
  Matrix d({w.shape[0]});
  for (std::int64_t i = 0; i < w.shape[0]; ++i)
    for (std::int64_t j = 0; j < w.shape[0]; ++j)
      if (i != j || variant != Variant::symmetric_without_loops) d[i] += w(i, j);
  return d;
}
bool is_symmetric(Variant variant) { return variant == Variant::symmetric || variant == Variant::symmetric_without_loops; }

/// 1, √d or 1: the vector that L takes to 0, and the factor between x and x/√d.
template <class View>
Matrix null_vector(const View& t) {
  return map(degrees(t.in.w, t.variant), [&](const Interval& d) { return is_symmetric(t.variant) ? sqrt(d) : Interval(1); });
}

const auto registered =
    laws<GraphLaplacian>()
        .inputs(core, "random graph", [](Draw& draw) { return In{graphs::random(draw)}; })
        .inputs(core, "affinities of points", [](Draw& draw) { return In{graphs::affinities(draw)}; })
        .inputs(core, "unweighted", [](Draw& draw) { return In{map(graphs::random(draw), [](double x) { return x > 0 ? 1.0 : 0.0; })}; })
        .inputs(extreme, "near overflow", [](Draw& draw) { return In{graphs::random(draw, {.lowest = draw.format.max_exponent - 3, .highest = draw.format.max_exponent})}; })
        .inputs(extreme, "near underflow", [](Draw& draw) { return In{graphs::random(draw, {.lowest = draw.format.min_exponent - draw.format.precision + 1, .highest = draw.format.min_exponent + 2})}; })
        .inputs(extreme, "graded", graded)
        .inputs(edge, "no edges, few vertices", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return In{Tensor<double>({n, n})};
        })
        .refuses("C2", "not symmetric", [](Draw& draw) {
          Tensor<double> w({2, 2}, {0, 1, 2, 0});
          w(0, 1) = draw.magnitude(-3, 0);
          return In{w};
        })
        .law("C3", "L·1 = 0, or L·√d = 0", [](Law<GraphLaplacian>& t) {
          const Matrix &l = t.out.l, v = null_vector(t);
          for (std::int64_t i = 0; i < l.shape[0]; ++i) {
            Interval sum = 0, size = 0;
            for (std::int64_t j = 0; j < l.shape[0]; ++j) sum += l(i, j) * v[j], size += abs(l(i, j) * v[j]);
            t.equal_within(sum, 0, size, "a row's sum");
          }
        })
        .law("C10", "signs: l_ij ≤ 0 ≤ l_ii", [](Law<GraphLaplacian>& t) {
          for (std::int64_t i = 0; i < t.out.l.shape[0]; ++i)
            for (std::int64_t j = 0; j < t.out.l.shape[0]; ++j) {
              if (i != j) t.exactly_at_most(t.out.l(i, j), 0, "l_ij ≤ 0");
              else t.at_most(0, t.out.l(i, i), "0 ≤ l_ii");
              if (i != j && t.in.w(i, j).is_zero()) t.exactly(t.out.l(i, j).is_zero(), "l_ij = 0 without an edge");
            }
        })
        .law("C4", "Σ_ij l_ij·x_i·x_j = ½ Σ_ij w_ij(x_i − x_j)² ≥ 0", [](Law<GraphLaplacian>& t) {
          const Matrix &l = t.out.l, v = null_vector(t), d = degrees(t.in.w, t.variant);
          for (const int seed : {1, 2, 5}) {
            Interval form = 0, edges = 0, size = 0;
            const auto x = [&](std::int64_t i) { return Interval((seed * (i + 1) * (i + 2)) % 7 - 3); };  // of √d·x where that counts
            for (std::int64_t i = 0; i < l.shape[0]; ++i)
              for (std::int64_t j = 0; j < l.shape[0]; ++j) {
                const Interval term = (t.variant == Variant::random_walk ? d[i] : Interval(1)) * l(i, j) * v[i] * x(i) * v[j] * x(j);
                form += term;
                size += abs(term);
                edges += t.in.w(i, j) * square(x(i) - x(j)) / 2;
              }
            t.equal_within(form, edges, size, "xᵀLx");
            t.at_most(0, edges, "0 ≤ ½ Σ w_ij(x_i − x_j)²");
          }
        })
        .theorem("C5", "n − rank L is the number of components", [](Exact<GraphLaplacian>& t) {
          // The normalized ones are products of D − W with regular diagonal matrices, but for rows of zeros.
          const auto rank = reference::linalg::exact_rank(t.f(t.in, Variant::unnormalized).l);
          if (!rank) throw Undecided{"the sums of weights are rounded"};
          t.holds(t.in.w.shape[0] - *rank == graphs::component_count(t.in.w), "n − rank L = components");
          const Matrix plain = t.f(t.in, Variant::unnormalized).l, l = t.f(t.in).l, d = degrees(t.in.w, t.variant), v = null_vector(t);
          for (std::int64_t i = 0; i < l.shape[0]; ++i)
            for (std::int64_t j = 0; j < l.shape[0]; ++j)
              t.equal_within(t.variant == Variant::random_walk ? l(i, j) * d[i] : l(i, j) * v[i] * v[j], plain(i, j), d[i], "the scaled entry");
        })
        .theorem("C6", "a vertex without edges has rows and columns of 0", [](Exact<GraphLaplacian>& t) {
          const auto n = t.in.w.shape[0];
          Matrix wider({n + 1, n + 1});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) wider(i, j) = t.in.w(i, j);
          const Matrix l = t.f({wider}).l, inner = t.f(t.in).l;
          for (std::int64_t i = 0; i <= n; ++i) t.holds(l(i, n).is_zero() && l(n, i).is_zero(), "its row and column are 0");
          t.equal(block(l, n, n), inner, "the others");
        })
        .theorem("C7", "scaling and renaming", [](Exact<GraphLaplacian>& t) {
          const auto n = t.in.w.shape[0];
          const Matrix l = t.f(t.in).l, scaled = t.f({map(t.in.w, [](const Interval& w) { return 3 * w; })}).l;
          Matrix renamed = t.in.w;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) renamed(i, j) = t.in.w(n - 1 - i, n - 1 - j);
          const Matrix backwards = t.f({renamed}).l;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) {
              const Interval size = abs(l(i, j)) + abs(l(i, i));
              t.equal_within(scaled(i, j), t.variant == Variant::unnormalized ? 3 * l(i, j) : l(i, j), 4 * size, "L(3W)");
              t.equal_within(backwards(i, j), l(n - 1 - i, n - 1 - j), abs(l(n - 1 - i, n - 1 - j)) + 1, "L of the renamed vertices");
            }
        })
        .theorem("C8", "a loop counts in the degree alone", [](Exact<GraphLaplacian>& t) {
          const auto n = t.in.w.shape[0];
          if (n == 0) return;
          auto looped = t.in;
          looped.w(0, 0) += 2;
          const Matrix plain = t.f(t.in, Variant::unnormalized).l, same = t.f(looped, Variant::unnormalized).l;
          for (std::size_t i = 0; i < plain.size(); ++i) t.equal_within(same[i], plain[i], abs(plain[i]) + 4, "D − W with a loop");
          const Interval d = degrees(looped.w, Variant::symmetric)[0], off = d - looped.w(0, 0);
          t.equal_within(t.f(looped, Variant::random_walk).l(0, 0), off / d, 1, "1 − w_ii/d_i");
          t.equal_within(t.f(looped, Variant::symmetric).l(0, 0), off / d, 1, "1 − w_ii/d_i");
          t.equal(t.f(looped, Variant::symmetric_without_loops).l, t.f(t.in, Variant::symmetric_without_loops).l, "with a loop taken off");
        });

}  // namespace
}  // namespace etalon::verify
