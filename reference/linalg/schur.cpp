#include "reference/linalg/schur.hpp"

namespace etalon::reference::linalg {
namespace {

using C = Complex<Real>;

/// For one eigenvalue. It takes about three; where the eigenvalue is defective, one or two for each bit.
int most_sweeps() { return 60 + 4 * Precision::bits(); }

mpfr_ptr raw(Real& x) { return x.backend().data(); }
mpfr_srcptr raw(const Real& x) { return x.backend().data(); }

/// G = [c s; −s̄ c] with c² + |s|² = 1.
struct Rotation {
  Real c;
  C s;
};

/// The rotation that takes (a, b) to (·, 0).
Rotation rotation(const C& a, const C& b) {
  const Real size = abs(a), r = sqrt(norm2(a) + norm2(b));
  if (size == 0) return {0, {1, 0}};
  return {size / r, a / size * conj(b) / r};
}
Rotation conj(const Rotation& g) { return {g.c, conj(g.s)}; }

/// (x, y) ← G(x, y), in place in MPFR: c·x + s·y and c·y − s̄·x.
void rotate(C& x, C& y, const Rotation& g, C& old, Real& product) {
  mpfr_set(raw(old.re), raw(x.re), MPFR_RNDN);
  mpfr_set(raw(old.im), raw(x.im), MPFR_RNDN);
  const auto add = [&](Real& sum, const Real& factor, const Real& value, bool negative) {
    mpfr_mul(raw(product), raw(factor), raw(value), MPFR_RNDN);
    (negative ? mpfr_sub : mpfr_add)(raw(sum), raw(sum), raw(product), MPFR_RNDN);
  };
  mpfr_mul(raw(x.re), raw(g.c), raw(old.re), MPFR_RNDN);
  mpfr_mul(raw(x.im), raw(g.c), raw(old.im), MPFR_RNDN);
  add(x.re, g.s.re, y.re, false);
  add(x.re, g.s.im, y.im, true);
  add(x.im, g.s.re, y.im, false);
  add(x.im, g.s.im, y.re, false);
  mpfr_mul(raw(y.re), raw(g.c), raw(y.re), MPFR_RNDN);
  mpfr_mul(raw(y.im), raw(g.c), raw(y.im), MPFR_RNDN);
  add(y.re, g.s.re, old.re, true);
  add(y.re, g.s.im, old.im, true);
  add(y.im, g.s.re, old.im, true);
  add(y.im, g.s.im, old.re, false);
}

/// A matrix in progress: GA on two rows, AGᴴ on two columns.
struct Work {
  Columns<C> h, z;
  C old = {};
  Real product = 0;

  std::size_t size() const { return h.size(); }
  C& at(std::size_t i, std::size_t j) { return h[j][i]; }
  void rows(std::size_t i, std::size_t k, const Rotation& g, std::size_t first_column) {
    for (std::size_t j = first_column; j < size(); ++j) rotate(h[j][i], h[j][k], g, old, product);
  }
  void columns(std::size_t i, std::size_t k, const Rotation& g, std::size_t last_row) {
    const Rotation adjoint = conj(g);
    for (std::size_t j = 0; j <= last_row; ++j) rotate(h[i][j], h[k][j], adjoint, old, product);
    for (std::size_t j = 0; j < size(); ++j) rotate(z[i][j], z[k][j], adjoint, old, product);
  }
};

void to_hessenberg(Work& w) {
  const std::size_t n = w.size();
  for (std::size_t k = 0; k + 2 < n; ++k)
    for (std::size_t i = k + 2; i < n; ++i) {
      if (norm2(w.at(i, k)) == 0) continue;
      const Rotation g = rotation(w.at(k + 1, k), w.at(i, k));
      w.rows(k + 1, i, g, k);
      w.columns(k + 1, i, g, n - 1);
      w.at(i, k) = {};
    }
}

C square_root(const C& z) {
  const Real larger = sqrt((abs(z) + abs(z.re)) / 2);
  if (larger == 0) return {};
  const Real smaller = z.im / (2 * larger);
  if (z.re >= 0) return {larger, smaller};
  return {abs(smaller), z.im < 0 ? Real(-larger) : larger};
}

/// The eigenvalue of [a b; c d] that is nearer to d.
C wilkinson(const C& a, const C& b, const C& c, const C& d) {
  const C half = (a - d) / Real(2), bc = b * c, root = square_root(half * half + bc);
  const C plus = half + root, minus = half - root;
  const C& larger = norm2(plus) >= norm2(minus) ? plus : minus;
  return norm2(larger) == 0 ? d : d - bc / larger;
}

/// One QR step with shift on the rows and columns low … high: H − μI = QR, then RQ + μI.
void sweep(Work& w, std::size_t low, std::size_t high, const C& shift) {
  for (std::size_t k = low; k <= high; ++k) w.at(k, k) = w.at(k, k) - shift;
  std::vector<Rotation> rotations;
  for (std::size_t k = low; k < high; ++k) {
    rotations.push_back(rotation(w.at(k, k), w.at(k + 1, k)));
    w.rows(k, k + 1, rotations.back(), k);
  }
  for (std::size_t k = low; k < high; ++k) w.columns(k, k + 1, rotations[k - low], std::min(k + 1, high));
  for (std::size_t k = low; k <= high; ++k) w.at(k, k) = w.at(k, k) + shift;
}

void to_triangular(Work& w) {
  if (w.size() == 0) return;
  const Real u = ldexp(Real(1), -Precision::bits());
  Real total = 0;
  for (const auto& column : w.h)
    for (const C& x : column) total += norm2(x);
  const auto negligible = [&](std::size_t k) {  // below the diagonal
    const Real neighbours = abs(w.at(k, k)) + abs(w.at(k - 1, k - 1));
    return abs(w.at(k, k - 1)) <= u * (neighbours > 0 ? neighbours : sqrt(total));
  };
  int sweeps = 0;
  for (std::size_t high = w.size() - 1; high > 0;) {
    std::size_t low = high;
    while (low > 0 && !negligible(low)) --low;
    if (low > 0) w.at(low, low - 1) = {};
    if (low == high) {
      --high;
      sweeps = 0;
      continue;
    }
    if (++sweeps > most_sweeps()) throw Undecided{"the QR algorithm does not converge"};
    const bool stuck = sweeps == 10 || sweeps == 30;  // as on a cyclic permutation: shift by something else
    const C shift = stuck ? w.at(high, high) + C{abs(w.at(high, high - 1)) * 3 / 4, abs(w.at(high, high - 1)) / 3}
                          : wilkinson(w.at(high - 1, high - 1), w.at(high - 1, high), w.at(high, high - 1), w.at(high, high));
    sweep(w, low, high, shift);
  }
}

}  // namespace

Schur schur(const Columns<Real>& a) {
  const std::size_t n = a.size();
  Work w{Columns<C>(n, std::vector<C>(n)), Columns<C>(n, std::vector<C>(n))};
  for (std::size_t j = 0; j < n; ++j) {
    w.z[j][j] = {1, 0};
    for (std::size_t i = 0; i < n; ++i) w.h[j][i].re = a[j][i];
  }
  to_hessenberg(w);
  to_triangular(w);
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = j + 1; i < n; ++i) w.h[j][i] = {};
  return {std::move(w.z), std::move(w.h)};
}

Columns<Complex<Real>> eigenvectors(const Schur& schur) {
  const Columns<C>& t = schur.t;
  const std::size_t n = t.size();
  Real total = 0;
  for (const auto& column : t)
    for (const C& x : column) total += norm2(x);
  const Real least = total == 0 ? Real(1) : Real(ldexp(sqrt(total), -Precision::bits()));
  Columns<C> v;
  for (std::size_t k = 0; k < n; ++k) {
    std::vector<C> x(k + 1), vector(n);
    x[k] = {1, 0};
    for (std::size_t i = k; i-- > 0;) {
      C sum;
      for (std::size_t j = i + 1; j <= k; ++j) sum = sum + t[j][i] * x[j];
      C gap = t[k][k] - t[i][i];
      if (abs(gap) < least) gap = {least, 0};
      x[i] = sum / gap;
    }
    Real norm = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= k; ++j) vector[i] = vector[i] + schur.z[j][i] * x[j];
      norm += norm2(vector[i]);
    }
    norm = sqrt(norm);
    for (C& entry : vector) entry = entry / norm;
    v.push_back(std::move(vector));
  }
  return v;
}

}  // namespace etalon::reference::linalg
