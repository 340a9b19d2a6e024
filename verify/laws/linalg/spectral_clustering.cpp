#include "reference/contract/linalg/spectral_clustering.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/graphs.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralClustering;
using contract::linalg::SpectralEmbedding;
using In = SpectralClustering::In<double>;
using Variant = SpectralClustering::Variant;

In with_centres(Draw& draw, Tensor<double> w, const std::vector<std::int64_t>& centres) {
  const auto k = static_cast<std::int64_t>(centres.size());
  return In{std::move(w), k, Tensor<std::int64_t>({k}, centres), draw.integer(0, 3)};
}

/// A vertex of each block.
In planted(Draw& draw) {
  auto graph = graphs::planted(draw);
  return with_centres(draw, graph.w, graph.first);
}

/// Connected pieces of one to three vertices, a centre in each.
In pieces(Draw& draw) {
  std::vector<std::int64_t> first;
  std::vector<std::pair<std::int64_t, double>> edges;  // from vertex i − 1 to i
  std::int64_t n = 0;
  for (std::int64_t piece = draw.extent(1, 3); piece > 0; --piece) {
    const auto size = draw.extent(1, 3);
    first.push_back(n + draw.integer(0, size - 1));
    for (std::int64_t i = n + 1; i < n + size; ++i) edges.emplace_back(i, draw.uniform(0.5, 2));
    n += size;
  }
  Tensor<double> w({n, n});
  for (const auto& [i, weight] : edges) w(i, i - 1) = w(i - 1, i) = weight;
  return with_centres(draw, w, first);
}

/// A chain whose weights grow, cut from its ends.
In chain(Draw& draw) {
  const auto n = draw.extent(3, 6), start = draw.integer(1, 4);
  Tensor<double> w({n, n});
  for (std::int64_t i = 1; i < n; ++i) w(i, i - 1) = w(i - 1, i) = static_cast<double>(start + 3 * i) / 8;
  return with_centres(draw, w, {0, n - 1});
}

Tensor<double> complete(std::int64_t n) {
  Tensor<double> w({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) w(i, j) = i == j ? 0 : 1;
  return w;
}

struct Error {
  bool bounded;
  Interval of_distance;  ///< e: how far off a squared distance, up to 4, may be
  Interval of_point;     ///< τ: how far off a row and a centre may be from each other
};
/// e of clause C9; with `embedded`, for rows as they are, only the roundings of k-means.
Error error(const Trial<SpectralClustering>& t, bool embedded) {
  const std::int64_t n = t.in.w.shape[0], k = t.in.k;
  const Interval root = sqrt(Interval(k));
  Interval delta = 0;
  if (embedded) {
    Interval s = 2 * sqrt(Interval(n));
    if (t.variant == Variant::unnormalized) {
      Matrix d({n});
      for (std::int64_t i = 0; i < n; ++i)
        for (std::int64_t j = 0; j < n; ++j) d[i] += t.in.w(i, j);
      s = frobenius_norm(d) + frobenius_norm(t.in.w);
    }
    const Interval c = *SpectralEmbedding::c.at(t.sizes), r = c * (t.u * s + t.eta);
    if (k < n && !(2 * r < t.truth.gap).certainly()) return {false, 0, 0};
    const Interval turned = (k < n ? 3 * r / t.truth.gap : Interval(0)) + c * root * t.u;
    delta = 2 * turned / t.truth.shortest + 2 * root * (k + 2) * t.u;
  }
  const Interval tau = 2 * delta + (n + 1) * root * t.u;
  return {true, 4 * tau + square(tau) + 4 * (k + 3) * t.u, tau};
}

const auto registered =
    laws<SpectralClustering>()
        .inputs(core, "planted blocks", planted)
        .inputs(core, "components", pieces)
        .inputs(core, "chain", chain)
        .inputs(extreme, "near an end of the range", [](Draw& draw) {
          In in = planted(draw);
          const int to = draw.coin() ? draw.format.max_exponent - 6 : draw.format.min_exponent + 10;
          for (double& x : in.w) x = round_to(std::ldexp(x, to), draw.format);
          return in;
        })
        .inputs(edge, "every vertex a cluster", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          std::vector<std::int64_t> centres;
          for (std::int64_t i = 0; i < n; ++i) centres.push_back(n - 1 - i);
          return with_centres(draw, complete(n), centres);
        })
        .inputs(edge, "one cluster", [](Draw& draw) { return with_centres(draw, complete(draw.extent(1, 5)), {0}); })
        .refuses("C2", "not symmetric", [](Draw& draw) { return with_centres(draw, Tensor<double>({2, 2}, {0, draw.magnitude(-3, 0), 2, 0}), {0, 1}); })
        .refuses("C3", "no cluster, or too many", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          return draw.coin() ? with_centres(draw, complete(n), {}) : with_centres(draw, complete(n), std::vector<std::int64_t>(n + 1, 0));
        })
        .refuses("C4", "centres that are no different vertices", [](Draw& draw) {
          In in = pieces(draw);
          in.centres[0] = in.k > 1 && draw.coin() ? in.centres[1] : in.w.shape[0];
          return in;
        })
        .refuses("C5", "k cuts through an eigenspace", [](Draw& draw) {
          const auto n = draw.extent(3, 5), k = draw.extent(2, n - 1);
          std::vector<std::int64_t> centres;
          for (std::int64_t c = 0; c < k; ++c) centres.push_back(c);
          return with_centres(draw, draw.coin() ? complete(n) : Tensor<double>({n, n}), centres);
        })
        .theorem("C6", "k components: the labels are the components", [](Exact<SpectralClustering>& t) {
          const auto label = graphs::components(t.in.w);
          SpectralClustering::In<Interval> in{t.in.w, graphs::component_count(t.in.w), {}, 2};
          in.centres = Tensor<std::int64_t>({in.k});
          for (std::size_t i = label.size(); i-- > 0;) in.centres[in.k - 1 - label[i]] = static_cast<std::int64_t>(i);  // in reverse order
          const auto out = t.f(in);
          for (std::size_t i = 0; i < label.size(); ++i) t.holds(out.labels[i] == in.k - 1 - label[i], "the label of a component");
          for (const Interval& x : out.objective) t.equal_within(x, 0, 1, "the objective");
          if (in.k > 1) t.equal_within(out.margin, 2, 1, "orthogonal rows are √2 apart");
        })
        .theorem("C7", "the objective does not increase", [](Exact<SpectralClustering>& t) {
          const auto out = t.f(t.in);
          for (std::size_t s = 1; s < out.objective.size(); ++s) t.at_most(out.objective[s], out.objective[s - 1], "the objective");
        })
        .theorem("C8", "exchanging centres, renaming vertices", [](Exact<SpectralClustering>& t) {
          const std::int64_t n = t.in.w.shape[0], k = t.in.k;
          auto exchanged = t.in, renamed = t.in;
          for (std::int64_t c = 0; c < k; ++c) {
            exchanged.centres[c] = t.in.centres[k - 1 - c];
            renamed.centres[c] = n - 1 - t.in.centres[c];
          }
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) renamed.w(i, j) = t.in.w(n - 1 - i, n - 1 - j);
          const auto labels = t.f(t.in).labels, other = t.f(exchanged).labels, backwards = t.f(renamed).labels;
          for (std::int64_t i = 0; i < n; ++i) {
            t.holds(other[i] == k - 1 - labels[i], "labels of exchanged centres");
            t.holds(backwards[i] == labels[n - 1 - i], "labels of renamed vertices");
          }
        })
        .requirement("C8", "labels are 0 … k − 1", [](Trial<SpectralClustering>& t) {
          for (const std::int64_t label : t.out.labels) t.holds(label >= 0 && label < t.in.k, "0 ≤ label < k");
        })
        .requirement("C7", "the objective does not increase", [](Trial<SpectralClustering>& t) {
          const std::int64_t n = t.in.w.shape[0];
          const Interval rounding = 2 * n * (error(t, false).of_distance + 4 * n * t.u);
          for (std::size_t s = 0; s < t.out.objective.size(); ++s) {
            t.holds(t.out.objective[s] >= 0, "0 ≤ objective");
            if (s > 0) t.holds(t.out.objective[s] <= t.out.objective[s - 1] + rounding, "the objective does not increase");
          }
        })
        .requirement("C9", "certain labels and objective", [](Trial<SpectralClustering>& t) {
          const Error e = error(t, true);
          if (!e.bounded || !(t.truth.margin > 2 * e.of_distance).certainly()) return t.says_nothing("a label is within rounding of another");
          const std::int64_t n = t.in.w.shape[0];
          for (std::int64_t i = 0; i < n; ++i) t.holds(t.out.labels[i] == t.truth.labels[i], "a certain label");
          // Σ(dᵢ + τ)² − Σdᵢ² ≤ 2τ√(nJ) + nτ² (Cauchy and Schwarz) for the objective J = Σdᵢ², and the roundings of squares and their sum.
          for (std::size_t s = 0; s < t.out.objective.size(); ++s)
            t.at_most(abs(t.out.objective[s] - t.truth.objective[s]),
                      2 * e.of_point * sqrt(n * t.truth.objective[s]) + n * (square(e.of_point) + 4 * (t.in.k + 3 + n) * t.u), "the objective's error");
        });

}  // namespace
}  // namespace etalon::verify
