#include "reference/contract/linalg/normalized_cut_partition.hpp"

#include <algorithm>

#include "reference/contract/linalg/spectral_embedding.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/graphs.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NormalizedCutPartition;
using contract::linalg::SpectralEmbedding;
using In = NormalizedCutPartition::In<double>;
using Labels = std::vector<std::int64_t>;

/// Blocks of up to three vertices in random order, all pairs inside with weights near 1, and edges of at most `between`, now and then, to others.
In blocks(Draw& draw, double between) {
  const auto k = draw.extent(1, 3);
  Labels block;
  for (std::int64_t b = 0; b < k; ++b) block.insert(block.end(), static_cast<std::size_t>(draw.extent(between > 0 ? 2 : 1, 3)), b);
  for (std::size_t i = 1; i < block.size(); ++i) std::swap(block[i], block[static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(i)))]);
  const auto n = static_cast<std::int64_t>(block.size());
  Tensor<double> w({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      const bool inside = block[i] == block[j];
      if (i == j ? draw.integer(0, 3) == 0 : inside || draw.coin()) w(i, j) = w(j, i) = inside ? draw.uniform(0.5, 1.5) : round_to(between * draw.uniform(0.5, 1), draw.format);
    }
  return In{w, k};
}
/// Three blocks have cut/vol ≤ 3·6·2⁻²⁴/1, together 3.3·10⁻⁶; and a/vol ≥ ½/(27·1½), its square over 32 is 4.7·10⁻⁶.
In separated(Draw& draw) { return blocks(draw, draw.coin() ? 0 : 0x1p-24); }
In chains(Draw& draw) {
  In in = blocks(draw, 0);
  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) in.w(i, i) = 0;
  return in;
}

/// A forest of k trees by the heaviest edge that is left, and then its parts: by search instead of sorting.
Labels trees(const Tensor<Interval>& w, std::int64_t k) {
  Labels label(static_cast<std::size_t>(w.shape[0]));
  std::iota(label.begin(), label.end(), 0);
  for (std::int64_t left = w.shape[0]; left > k; --left) {
    std::int64_t to = -1, from = -1;
    Interval heaviest = 0;
    for (std::int64_t i = 0; i < w.shape[0]; ++i)
      for (std::int64_t j = 0; j < i; ++j)
        if (label[i] != label[j] && (w(i, j) > heaviest).certainly()) heaviest = w(i, j), to = label[i], from = label[j];
    std::replace(label.begin(), label.end(), from, to);
  }
  return label;
}
bool same_partition(const Labels& a, const Labels& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if ((a[i] == a[j]) != (b[i] == b[j])) return false;
  return true;
}
Interval normalized_cut(const Tensor<Interval>& w, const Labels& label, std::int64_t k) {
  Interval sum = 0;
  for (std::int64_t part = 0; part < k; ++part) {
    Interval cut = 0, volume = 0;
    for (std::int64_t i = 0; i < w.shape[0]; ++i)
      for (std::int64_t j = 0; j < w.shape[0]; ++j)
        if (label[i] == part) volume += w(i, j), cut += label[j] == part ? Interval(0) : w(i, j);
    if (!cut.is_zero()) sum += cut / volume;
  }
  return sum;
}

const auto registered =
    laws<NormalizedCutPartition>()
        .inputs(core, "blocks far apart", separated)
        .inputs(core, "components", chains)
        .inputs(extreme, "near an end of the range", [](Draw& draw) {
          In in = chains(draw);
          const int to = draw.coin() ? draw.format.max_exponent - 6 : draw.format.min_exponent + 4;
          for (double& x : in.w) x = round_to(std::ldexp(x, to), draw.format);
          return in;
        })
        .inputs(edge, "every vertex a part", [](Draw& draw) {
          In in = blocks(draw, 0x1p-4);
          in.k = in.w.shape[0];
          return in;
        })
        .refuses("C2", "not symmetric", [](Draw& draw) { return In{Tensor<double>({2, 2}, {0, draw.magnitude(-3, 0), 2, 0}), 1}; })
        .refuses("C3", "no part, or too many", [](Draw& draw) {
          In in = separated(draw);
          in.k = draw.coin() ? 0 : in.w.shape[0] + 1;
          return in;
        })
        .refuses("C4", "it does not fall into k parts", [](Draw& draw) {
          const auto n = draw.extent(3, 6);
          Tensor<double> w({n, n});
          if (draw.coin())
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < i; ++j) w(i, j) = w(j, i) = draw.uniform(0.5, 1);
          return In{w, draw.integer(2, n - 1)};
        })
        .law("C5", "labels 0 … k − 1, no part empty", [](Law<NormalizedCutPartition>& t) {
          for (const std::int64_t label : t.out.labels) t.exactly(0 <= label && label < t.in.k, "0 ≤ label < k");
          for (std::int64_t part = 0; part < t.in.k; ++part)
            t.exactly(std::count(t.out.labels.begin(), t.out.labels.end(), part) > 0, "part " + std::to_string(part) + " is empty");
        })
        .law("C6", "the parts are the trees of a heaviest spanning forest", [](Law<NormalizedCutPartition>& t) {
          t.exactly(same_partition(t.out.labels.data, trees(t.in.w, t.in.k)), "a part holds vertices of two trees, or a tree lies in two parts");
        })
        .theorem("C6", "no other partition has as small a normalized cut", [](Exact<NormalizedCutPartition>& t) {
          const auto best = t.f(t.in).labels.data;
          const std::int64_t n = t.in.w.shape[0], k = t.in.k;
          if (n > 6) return;
          const Interval least = normalized_cut(t.in.w, best, k);
          std::int64_t all = 1;
          for (std::int64_t i = 0; i < n; ++i) all *= k;
          for (std::int64_t code = 0; code < all; ++code) {
            Labels other;
            for (std::int64_t i = 0, rest = code; i < n; ++i, rest /= k) other.push_back(rest % k);
            bool all_used = true;
            for (std::int64_t part = 0; part < k; ++part) all_used = all_used && std::count(other.begin(), other.end(), part) > 0;
            if (all_used && !same_partition(other, best)) t.holds(normalized_cut(t.in.w, other, k) > least, "another partition has as small a cut");
          }
        })
        .theorem("C6", "with k components, the components", [](Exact<NormalizedCutPartition>& t) {
          if (graphs::component_count(t.in.w) == t.in.k) t.holds(same_partition(t.f(t.in).labels.data, graphs::components(t.in.w)), "the components");
        })
        .theorem("C7", "λ₁ + … + λ_k ≤ Ncut", [](Exact<NormalizedCutPartition>& t) {
          const auto found = Wings<SpectralEmbedding>::reference(SpectralEmbedding::In<Interval>{t.in.w, t.in.k});
          if (!found) throw Refused{found.failure()};
          Interval sum = 0;
          for (const Interval& x : found->lambda) sum += x;
          t.at_most(sum, normalized_cut(t.in.w, t.f(t.in).labels.data, t.in.k), "λ₁ + … + λ_k");
        });

}  // namespace
}  // namespace etalon::verify
