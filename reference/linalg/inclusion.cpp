#include "reference/linalg/inclusion.hpp"

#include <algorithm>
#include <optional>

#include "reference/linalg/schur.hpp"

namespace etalon::reference::linalg {
namespace {

using C = Complex<Real>;
using etalon::point;
Enclosure point(const C& z) { return {point(z.re), point(z.im)}; }

// ---- Approximations ----

struct Approximation {
  std::vector<C> lambda;
  Columns<C> v;
};

/// Eigenvalues and eigenvectors of A + E with entries of E of either sign, `noise` in size.
Approximation approximate(const Matrix& a, const Real& noise) {
  const std::int64_t n = a.shape[0];
  std::uint64_t bits = 1;
  Columns<Real> columns(static_cast<std::size_t>(n));
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < n; ++i) {
      bits = bits * 6364136223846793005u + 1442695040888963407u;
      columns[j].push_back(middle(a(i, j)) + noise * (static_cast<double>(bits >> 40) / (1 << 23) - 1));
    }
  const Schur s = schur(columns);
  Approximation x{{}, eigenvectors(s)};
  for (std::size_t j = 0; j < x.v.size(); ++j) x.lambda.push_back(s.t[j][j]);
  return x;
}

/// Approximately V⁻¹, by rows; nothing where a pivot is 0.
std::optional<Columns<C>> inverse(const Columns<C>& v) {
  const std::size_t n = v.size();
  Columns<C> m(n, std::vector<C>(2 * n));  // the rows of [V I]
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) m[i][j] = v[j][i];
    m[i][n + i] = {1, 0};
  }
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (norm2(m[i][k]) > norm2(m[best][k])) best = i;
    std::swap(m[k], m[best]);
    if (norm2(m[k][k]) == 0) return std::nullopt;
    const C pivot = C{1, 0} / m[k][k];
    for (std::size_t j = k; j < 2 * n; ++j) m[k][j] = m[k][j] * pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || norm2(m[i][k]) == 0) continue;
      const C factor = m[i][k];
      for (std::size_t j = k; j < 2 * n; ++j) m[i][j] = m[i][j] - factor * m[k][j];
    }
  }
  for (auto& row : m) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n));
  return m;
}

// ---- Enclosures of products ----

ComplexMatrix matrix(const Columns<C>& rows, bool transposed) {
  const auto n = static_cast<std::int64_t>(rows.size());
  ComplexMatrix m{Matrix({n, n}), Matrix({n, n})};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      const C& x = transposed ? rows[j][i] : rows[i][j];
      m.re(i, j) = point(x.re);
      m.im(i, j) = point(x.im);
    }
  return m;
}

/// C + A·B, or C − A·B
void accumulate(Matrix& c, const Matrix& a, const Matrix& b, bool negative) {
  Interval product;
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t k = 0; k < a.shape[1]; ++k)
      if (!a(i, k).is_zero())
        for (std::int64_t j = 0; j < b.shape[1]; ++j) {
          mpfi_mul(product.data(), a(i, k).data(), b(k, j).data());
          (negative ? mpfi_sub : mpfi_add)(c(i, j).data(), c(i, j).data(), product.data());
        }
}
ComplexMatrix operator*(const ComplexMatrix& a, const ComplexMatrix& b) {
  const Dimensions shape = {a.re.shape[0], b.re.shape[1]};
  const std::vector<Interval> zeros(static_cast<std::size_t>(count_of(shape)), Interval(0));
  ComplexMatrix c{Matrix(shape, zeros), Matrix(shape, zeros)};
  accumulate(c.re, a.re, b.re, false);
  accumulate(c.re, a.im, b.im, true);
  accumulate(c.im, a.re, b.im, false);
  accumulate(c.im, a.im, b.re, false);
  return c;
}

// ---- The proof: V⁻¹AV = Λ + E ----

/// With an approximate inverse W, G = I − WV and F = W(AV − VΛ): E = (I − G)⁻¹F, and V⁻¹ = (I − G)⁻¹W. Beside F, an entry
/// of row i and column j of E has at most gᵢ/(1 − g)·max|F_kj|, gᵢ the row sums of |G| and g the largest; likewise V⁻¹.
std::optional<Inclusion> include(const Matrix& a, const Approximation& x) {
  const auto rows = inverse(x.v);
  if (!rows) return std::nullopt;
  const std::size_t n = x.v.size();
  const ComplexMatrix w = matrix(*rows, false), v = matrix(x.v, true);
  Inclusion inclusion{{}, v, Matrix(a.shape), Bounds(n, Interval(0)), {}, {}};
  for (const C& z : x.lambda) inclusion.lambda.push_back(point(z));

  ComplexMatrix residual{Matrix(a.shape, Bounds(n * n, Interval(0))), Matrix(a.shape, Bounds(n * n, Interval(0)))};
  accumulate(residual.re, a, v.re, false);
  accumulate(residual.im, a, v.im, false);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Enclosure vl = Enclosure{v.re(i, j), v.im(i, j)} * inclusion.lambda[j];
      residual.re(i, j) -= vl.re;
      residual.im(i, j) -= vl.im;
    }
  const ComplexMatrix f = w * residual;
  ComplexMatrix g = w * v;
  Bounds defect(n, Interval(0)), tallest_f(n, Interval(0)), tallest_w(n, Interval(0));
  Interval largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    g.re(i, i) -= 1;
    for (std::size_t j = 0; j < n; ++j) {
      defect[i] += g.modulus(i, j);
      tallest_f[j] = max(tallest_f[j], f.modulus(i, j));
      tallest_w[j] = max(tallest_w[j], w.modulus(i, j));
    }
    largest = max(largest, defect[i]).magnitude();
  }
  if (!(largest < 1).certainly()) return std::nullopt;
  inclusion.defect = largest;
  for (std::size_t i = 0; i < n; ++i) {
    const Interval factor = (defect[i] / (1 - largest)).magnitude();
    Bounds row;
    for (std::size_t j = 0; j < n; ++j) {
      inclusion.e(i, j) = (f.modulus(i, j) + factor * tallest_f[j]).magnitude();
      inclusion.radius[i] = (inclusion.radius[i] + inclusion.e(i, j)).magnitude();
      row.push_back(w.modulus(i, j) + factor * tallest_w[j]);
    }
    inclusion.inverse_row.push_back(norm_bound(row));
  }
  return inclusion;
}

}  // namespace

Interval norm_bound(const Bounds& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sqrt(sum).magnitude();
}

Inclusion include(const Matrix& a) {
  Real largest = 0;
  for (const Interval& x : a) largest = std::max(largest, Real(abs(middle(x))));
  const auto plain = include(a, approximate(a, 0));
  if (plain && (plain->defect < power_of_two(-Precision::bits() / 2)).certainly()) return *plain;
  // Defective: noise of the size of rounding splits the eigenvalues even where A is triangular, ε^(1/m) apart for a block of m.
  const auto noisy = include(a, approximate(a, ldexp(largest, 3 - Precision::bits())));
  if (noisy && (!plain || (noisy->defect < plain->defect).certainly())) return *noisy;
  if (plain) return *plain;
  throw Undecided{"the eigenvectors are too close to dependent"};
}

}  // namespace etalon::reference::linalg
