#include "reference/contract/linalg/spectral_embedding.hpp"
#include "reference/linalg/spectral_embedding.hpp"

#include <algorithm>
#include <concepts>
#include <map>
#include <numeric>

#include "reference/linalg/elimination.hpp"
#include "reference/contract/linalg/graph_laplacian.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::GraphLaplacian;
using contract::linalg::SpectralEmbedding;
using Variant = SpectralEmbedding::Variant;

namespace {

constexpr std::size_t largest_expansion = 10;  // Laplace's has 2ⁿ minors
constexpr int exact_bits = 1 << 13;

using Polynomial = Vector;  // coefficients, ascending

std::vector<std::size_t> vertices_with_edges(const Tensor<Interval>& w) {
  std::vector<std::size_t> vertices;
  const std::size_t n = w.shape[0];
  for (std::size_t i = 0; i < n; ++i)
    if (std::any_of(w.begin() + i * n, w.begin() + (i + 1) * n, [](const Interval& x) { return !x.is_zero(); })) vertices.push_back(i);
  return vertices;
}

/// det(W − μD) over the vertices with edges, by Laplace's expansion over the sets of columns used: no division. With μ = 1 − λ
/// its roots are the eigenvalues of the normalized Laplacian.
Polynomial characteristic_polynomial(const Tensor<Interval>& w, const std::vector<std::size_t>& vertices) {
  std::map<std::uint64_t, Polynomial> minors{{0, {Interval(1)}}};
  for (std::size_t row = 0; row < vertices.size(); ++row) {
    Interval degree = 0;
    for (std::int64_t j = 0; j < w.shape[0]; ++j) degree += w(vertices[row], j);
    std::map<std::uint64_t, Polynomial> wider;
    for (const auto& [used, minor] : minors) {
      bool negative = false;  // one change of sign for each used column to the right
      for (std::size_t j = vertices.size(); j-- > 0;)
        if (used >> j & 1) negative = !negative;
        else {
          const Interval& entry = w(vertices[row], vertices[j]);
          Polynomial& sum = wider.try_emplace(used | std::uint64_t{1} << j, Polynomial(row + 2, Interval(0))).first->second;
          for (std::size_t p = 0; p < minor.size(); ++p) {
            sum[p] += negative ? -(minor[p] * entry) : minor[p] * entry;
            if (j == row) sum[p + 1] += negative ? minor[p] * degree : -(minor[p] * degree);
          }
        }
    }
    minors = std::move(wider);
  }
  return minors.begin()->second;
}

/// The distinct roots of p are deg p − deg gcd(p, p′), and Sylvester's matrix of the two has the rank deg p + deg p′ − deg gcd.
std::optional<std::int64_t> distinct_roots(const Polynomial& p) {
  const auto n = static_cast<std::int64_t>(p.size()) - 1;
  if (n < 1) return 0;
  Tensor<Interval> sylvester({2 * n - 1, 2 * n - 1});
  for (std::int64_t row = 0; row < n - 1; ++row)
    for (std::int64_t j = 0; j <= n; ++j) sylvester(row, row + j) = p[n - j];
  for (std::int64_t row = 0; row < n; ++row)
    for (std::int64_t j = 0; j < n; ++j) sylvester(n - 1 + row, row + j) = (n - j) * p[n - j];
  const auto rank = exact_rank(sylvester);
  if (!rank) return std::nullopt;
  return *rank - (n - 1);
}

/// How many distinct eigenvalues the normalized Laplacian has; its entries are no dyadic numbers, those of the pencil are.
std::optional<std::int64_t> distinct_normalized(const Tensor<Interval>& w) {
  const auto vertices = vertices_with_edges(w);
  if (vertices.empty()) return w.shape[0] > 0 ? 1 : 0;
  if (vertices.size() > largest_expansion) return std::nullopt;
  const Precision guard(exact_bits);
  return distinct_roots(characteristic_polynomial(w, vertices));  // λ = 0 of the others is one of them already
}

/// The component of each vertex, by its first vertex.
std::vector<std::size_t> components(const Tensor<Interval>& w) {
  std::vector<std::size_t> label(w.shape[0]);
  std::iota(label.begin(), label.end(), std::size_t{0});
  for (std::size_t i = 0; i < label.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!w(i, j).is_zero() && label[i] != label[j]) {
        const auto [to, from] = std::minmax(label[i], label[j]);
        std::replace(label.begin(), label.end(), std::size_t{from}, std::size_t{to});
      }
  return label;
}

/// The kernel: for each component a vector of ones there, or of √d, scaled to length 1.
Columns<Interval> kernel(const Tensor<Interval>& w, bool normalized) {
  const auto label = components(w);
  Columns<Interval> basis;
  for (std::size_t c = 0; c < label.size(); ++c) {
    if (label[c] != c) continue;
    Vector v(label.size(), Interval(0));
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (label[i] != c) continue;
      Interval degree = 0;
      for (std::size_t j = 0; j < v.size(); ++j) degree += w(i, j);
      v[i] = normalized && !degree.is_zero() ? sqrt(degree) : Interval(1);
    }
    const Interval length = norm(v);
    for (Interval& x : v) x /= length;
    basis.push_back(std::move(v));
  }
  return basis;
}

}  // namespace

Result<Spectrum> laplacian_spectrum(const Tensor<Interval>& w, Variant variant) {
  const bool normalized = variant == Variant::symmetric;
  const auto laplacian = Wings<GraphLaplacian>::reference(GraphLaplacian::In<Interval>{w}, normalized ? GraphLaplacian::Variant::symmetric : GraphLaplacian::Variant::unnormalized);
  if (!laplacian) return laplacian.failure();  // its clause C2 is ours
  const Tensor<Interval>& l = laplacian->l;
  Spectrum found = normalized ? spectrum(l, [&] { return distinct_normalized(w); }) : spectrum(l);
  Columns<Interval> zeros = kernel(w, normalized);  // exactly, instead of to within an enclosure
  for (std::size_t i = 0; i < zeros.size(); ++i) {
    found.lambda[i] = 0;
    found.q[i] = std::move(zeros[i]);
  }
  return found;
}

Columns<Interval> unit_rows(const Spectrum& spectrum, std::size_t k) {
  const std::size_t n = spectrum.q.size();
  Columns<Interval> rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) rows[i].push_back(spectrum.q[j][i]);
    const Interval length = norm(rows[i]);
    if (length.is_zero()) continue;
    if (!(length > 0).certainly()) throw Undecided{"a row of the embedding may be 0"};
    for (Interval& x : rows[i]) x /= length;
  }
  return rows;
}

}  // namespace etalon::reference::linalg

namespace etalon {
using namespace reference::linalg;

/// The proved spectrum of the Laplacian, and its kernel in closed form, a vector for each component.
template <>
const Reference<SpectralEmbedding> Wings<SpectralEmbedding>::reference =
    []<std::same_as<Interval> T>(const SpectralEmbedding::In<T>& in, Variant variant) -> Result<SpectralEmbedding::Out<T>> {
  const std::int64_t n = in.w.shape[0], k = in.k;
  const auto proved = laplacian_spectrum(in.w, variant);
  if (!proved) return proved.failure();
  const Spectrum& found = *proved;
  SpectralEmbedding::Out<Interval> out{Tensor<Interval>({k}), Tensor<Interval>({n, k}), Tensor<Interval>({n, k})};
  for (std::int64_t j = 0; j < k; ++j) {
    out.lambda[j] = found.lambda[j];
    for (std::int64_t i = 0; i < n; ++i) out.vectors(i, j) = found.q[j][i];
  }
  const Columns<Interval> rows = unit_rows(found, k);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < k; ++j) out.rows(i, j) = rows[i][j];
  return out;
};

}  // namespace etalon
