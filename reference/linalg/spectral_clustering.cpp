#include "reference/contract/linalg/spectral_clustering.hpp"

#include <algorithm>
#include <concepts>

#include "reference/linalg/spectral_embedding.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/real.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::SpectralClustering;
using Variant = SpectralClustering::Variant;

namespace {

Interval squared_distance(const Vector& x, const Vector& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += square(x[i] - y[i]);
  return sum;
}

/// Labels, objective and margin of one assignment.
void assign(const Columns<Interval>& rows, const Columns<Interval>& centres, Tensor<std::int64_t>& labels, Interval& objective, Interval& margin) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Vector distance;
    for (const Vector& centre : centres) distance.push_back(squared_distance(rows[i], centre));
    std::size_t nearest = 0;  // a candidate by the middles, and then the proof
    for (std::size_t c = 1; c < distance.size(); ++c)
      if (middle(distance[c]) < middle(distance[nearest])) nearest = c;
    for (std::size_t c = 0; c < distance.size(); ++c) {
      if (c == nearest) continue;
      if (!(distance[nearest] < distance[c]).certainly()) throw Undecided{"two centres that may be equally near"};
      margin = min(margin, distance[c] - distance[nearest]);
    }
    labels[i] = static_cast<std::int64_t>(nearest);
    objective += distance[nearest];
  }
}

/// The means of the clusters; one without vertices keeps its centre.
void move(const Columns<Interval>& rows, const Tensor<std::int64_t>& labels, Columns<Interval>& centres) {
  for (std::size_t c = 0; c < centres.size(); ++c) {
    const auto count = std::count(labels.begin(), labels.end(), static_cast<std::int64_t>(c));
    if (count == 0) continue;
    Vector sum(centres[c].size(), Interval(0));
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = 0; labels[i] == static_cast<std::int64_t>(c) && j < sum.size(); ++j) sum[j] += rows[i][j];
    for (std::size_t j = 0; j < sum.size(); ++j) centres[c][j] = sum[j] / static_cast<std::int64_t>(count);
  }
}

}  // namespace

/// Lloyd's steps on proved rows: every comparison of two distances is decided, or the precision rises. An exact tie stays undecided.
template <>
const Reference<SpectralClustering> Wings<SpectralClustering>::reference =
    []<std::same_as<Interval> T>(const SpectralClustering::In<T>& in, Variant variant) -> Result<SpectralClustering::Out<T>> {
  const std::int64_t n = in.w.shape[0], k = in.k;
  const auto proved = laplacian_spectrum(in.w, variant);
  if (!proved) return proved.failure();
  const Spectrum& found = *proved;
  const auto cut = static_cast<std::size_t>(k);
  for (const Eigenspace& space : found.spaces)
    if (space.first < cut && cut < space.last) {
      if (!space.one_value) throw Undecided{"whether two eigenvalues are equal"};
      return domain("C5", "the eigenvalue λ_k is also λ_{k+1}");
    }

  const Columns<Interval> rows = unit_rows(found, cut);
  Columns<Interval> centres;
  for (const std::int64_t vertex : in.centres) centres.push_back(rows[vertex]);
  SpectralClustering::Out<T> out{Tensor<std::int64_t>({n}), Tensor<Interval>({in.steps + 1}), 4, k < n ? found.lambda[cut] - found.lambda[cut - 1] : Interval(0), 1};
  for (std::int64_t i = 0; i < n; ++i) {
    Vector row;
    for (std::size_t j = 0; j < cut; ++j) row.push_back(found.q[j][i]);
    out.shortest = min(out.shortest, norm(row));
  }
  assign(rows, centres, out.labels, out.objective[0], out.margin);
  for (std::int64_t step = 1; step <= in.steps; ++step) {
    move(rows, out.labels, centres);
    assign(rows, centres, out.labels, out.objective[step], out.margin);
  }
  return out;
};

}  // namespace etalon
