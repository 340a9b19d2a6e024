#pragma once
#include <numeric>

#include "reference/linalg/spectrum.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

/// Matrices with eigenvalues of every kind, and where the eigenvalues of a perturbed matrix can be.
namespace etalon::verify::eigenvalues {

// ---- Inputs ----

inline Tensor<double> rounded(Tensor<double> a, const Format& f) {
  for (double& x : a) x = round_to(x, f);
  return a;
}

/// A ← (I + s·eᵢeⱼᵀ)⁻¹·A·(I + s·eᵢeⱼᵀ)
template <class T>
void shear(Tensor<T>& a, std::int64_t i, std::int64_t j, const T& s) {
  const std::int64_t n = a.shape[0];
  for (std::int64_t k = 0; k < n; ++k) a(k, j) += a(k, i) * s;
  for (std::int64_t k = 0; k < n; ++k) a(i, k) -= s * a(j, k);
}

/// Small integers similar to Jordan blocks, real eigenvalues and rotations: repeated, defective, derogatory.
inline Tensor<double> jordan(Draw& draw, std::int64_t most = 6) {
  const std::int64_t n = draw.extent(1, most);
  Tensor<double> a({n, n});
  double value = static_cast<double>(draw.integer(-2, 2));
  for (std::int64_t i = 0; i < n; ++i) {
    const auto kind = draw.integer(0, 4);
    if (kind == 0) value = static_cast<double>(draw.integer(-2, 2));
    a(i, i) = value;
    if (kind >= 3 && i > 0 && a(i - 1, i - 1) == value) a(i - 1, i) = 1;
  }
  for (std::int64_t k = draw.integer(0, n); k > 0 && n > 1; --k) {
    const std::int64_t i = draw.integer(0, n - 1), j = (i + draw.integer(1, n - 1)) % n;
    shear(a, i, j, draw.coin() ? 1.0 : -1.0);
  }
  return a;
}

/// Classical matrices that are far from normal, cyclic, orthogonal, stochastic, or have irrational eigenvalues twice.
inline Tensor<double> classic(Draw& draw) {
  const std::int64_t n = draw.extent(2, 8), kind = draw.integer(0, 7);
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      const double high = static_cast<double>(std::max(i, j));
      if (kind == 0) a(i, j) = j + 1 < i ? 0 : static_cast<double>(n) - high;                           // Frank
      if (kind == 1) a(i, j) = j + 1 == i ? -1 : j >= i && j <= i + 3 ? 1 : 0;                          // Grcar
      if (kind == 2) a(i, j) = (i + 1) % n == j ? 1 : 0;                                                // the cyclic permutation
      if (kind == 3) a(i, j) = i == j ? 0 : (i < j ? 1 : -1) * static_cast<double>(1 + (i * j) % 3);    // skew
      if (kind == 4) a(i, j) = i + 1 == j ? 1 : i == n - 1 ? static_cast<double>((j * 7) % 5 - 2) : 0;  // companion
      if (kind == 5) a(i, j) = i / 2 != j / 2 ? 0 : i == j ? 1 : i < j ? 2 : draw.one_of({1.0, -1.0}); // 1 ± √2, 1 ± i√2, again and again
      if (kind == 6) a(i, j) = draw.integer(0, 16) / 16.0;                                             // positive
      if (kind == 7) a(i, j) = i == j ? static_cast<double>(i + 1) : i < j ? 10 : 0;                    // triangular, far from normal
    }
  return rounded(std::move(a), draw.format);
}

inline Tensor<double> larger(Draw& draw) {
  const std::int64_t n = draw.integer(0, 7) == 0 ? draw.extent(31, 33) : draw.extent(9, 16);
  return gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square, .full_rank = true});
}

inline Tensor<double> random(Draw& draw, int lowest = -6, int highest = 4) {
  const std::int64_t n = draw.extent(1, 8);
  return draw.reals({n, n}, lowest, highest);
}

// ---- The judge ----

/// ‖E‖_F of the backward error, c(u·‖A‖_F + n·η).
inline Interval backward_error(const Matrix& a, const Interval& c, const Interval& u, const Interval& eta) {
  return (c * (u * frobenius_norm(a) + a.shape[0] * eta)).magnitude();
}

/// The eigenvalues of A + E that belong to `count` eigenvalues of A lie within `radius` of `lambda`.
struct Disc {
  reference::linalg::Complex<Interval> lambda;
  Interval radius;
  std::int64_t count;
  std::size_t set = 0;  ///< of the discs that hang together
};

/// By the block form X⁻¹(A + E)X, the blocks of X orthonormal bases of the invariant subspaces: at an eigenvalue μ of A + E some
/// block has σ_min(Mᵢ − μ) ≤ b‖Pᵢ‖‖E‖, and Π|λ − μ| = |det(Mᵢ − μ)| ≤ σ_min·(‖A‖ + |μ|)^(m−1) (Elsner's argument). Sets whose
/// projectors have no bound are one block, with projector I − ΣP of the rest.
inline std::vector<Disc> discs(const Matrix& a, const Interval& error) {
  using reference::linalg::Eigenvalues;
  std::vector<Eigenvalues> sets;
  for (int bits = 256;; bits *= 2) {
    const Precision guard(bits);
    try {
      sets = reference::linalg::spectrum(a);
      break;
    } catch (const Undecided&) {
      if (bits >= 1 << 13) throw;
    }
  }
  const Precision guard(256);
  const Interval norm = frobenius_norm(a).magnitude();
  const auto bounded = [](const Eigenvalues& x) { return x.projector.is_finite() && (x.projector < power_of_two(60)).certainly(); };
  Interval rest = 1;
  std::int64_t blocks = 0, together = 0;
  for (const Eigenvalues& x : sets)
    if (bounded(x)) rest += x.projector, ++blocks;
    else together += x.count;
  if (together > 0) ++blocks;
  std::vector<Disc> all;
  for (const Eigenvalues& x : sets) {
    const Interval delta = blocks * (bounded(x) ? x.projector : blocks == 1 ? Interval(1) : rest) * error;
    const std::int64_t m = bounded(x) ? x.count : together;
    Interval radius = delta;
    if (m > 1 && !(bounded(x) && x.semisimple) && !delta.is_zero()) radius = exp((log(delta) + (m - 1) * log(2 * norm + error)) / m);
    all.push_back({x.lambda, radius.magnitude(), x.count, all.size()});
  }
  // Discs that meet hang together.
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (all[i].set != all[j].set && !(abs(all[i].lambda - all[j].lambda) > all[i].radius + all[j].radius).certainly()) {
        const std::size_t from = all[i].set, to = all[j].set;
        for (Disc& disc : all)
          if (disc.set == from) disc.set = to;
      }
  return all;
}

/// The λ̂ are in the discs, as many in each set as there are λ.
inline void require_in_discs(Checks& t, const std::vector<Disc>& all, const Tensor<Interval>& re, const Tensor<Interval>& im) {
  std::map<std::size_t, std::int64_t> missing;
  for (const Disc& disc : all) missing[disc.set] += disc.count;
  for (std::size_t j = 0; j < re.size(); ++j) {
    const Disc* nearest = nullptr;
    Interval least;
    for (const Disc& disc : all) {
      const Interval distance = abs(reference::linalg::Complex<Interval>{re[j], im[j]} - disc.lambda).mignitude();
      const Interval ratio = distance.is_zero() ? Interval(0) : distance / disc.radius;
      if (!nearest || (ratio < least).certainly()) nearest = &disc, least = ratio;
    }
    t.at_most(least, 1, "the distance of λ̂" + std::to_string(j) + " from the nearest eigenvalue, in units of its bound");
    --missing[nearest->set];
  }
  for (const Disc& disc : all)
    t.holds(missing[disc.set] == 0, "near the eigenvalue " + std::to_string(disc.lambda.re.lower_double()) + " + " + std::to_string(disc.lambda.im.lower_double()) + "i, " +
                                        std::to_string(std::abs(missing[disc.set])) + (missing[disc.set] > 0 ? " missing" : " too many"));
}

/// Σ λ̂ = tr A + tr E, |tr E| ≤ √n‖E‖_F; the imaginary parts cancel likewise.
inline void require_trace(Checks& t, const Matrix& a, const Interval& error, const Tensor<Interval>& re, const Tensor<Interval>& im) {
  Interval trace = 0, imaginary = 0;
  for (std::int64_t i = 0; i < a.shape[0]; ++i) {
    trace += re[i] - a(i, i);
    imaginary += im[i];
  }
  const Interval allowed = sqrt(Interval(a.shape[0])) * error;
  t.at_most(abs(trace), allowed, "|Σ Re λ̂ − tr A|");
  t.at_most(abs(imaginary), allowed, "|Σ Im λ̂|");
}

}  // namespace etalon::verify::eigenvalues
