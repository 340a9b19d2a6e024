#include "verify/generate/matrices.hpp"

#include <algorithm>
#include <cmath>

namespace etalon::verify::gen {
namespace {

bool is_symmetric(const Matrices& wanted) { return wanted.shape == Matrices::symmetric || wanted.shape == Matrices::definite; }
bool is_square(const Matrices& wanted) { return wanted.shape == Matrices::square || is_symmetric(wanted); }

std::pair<std::int64_t, std::int64_t> sizes(Draw& draw, const Matrices& wanted, std::int64_t lowest, std::int64_t highest) {
  const std::int64_t m = draw.extent(lowest, highest), n = draw.extent(lowest, highest);
  if (is_square(wanted)) return {n, n};
  if (wanted.shape == Matrices::tall) return {std::max(m, n), std::min(m, n)};
  return {m, n};
}

Tensor<double> rounded(Tensor<double> a, const Format& f) {
  for (double& x : a) x = round_to(x, f);
  return a;
}

/// Mirrors the lower triangle.
Tensor<double> symmetrized(Tensor<double> a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[1]; ++j) a(i, j) = a(j, i);
  return a;
}

/// Beyond this a sound elimination may round onto a singular matrix; for larger sizes, bounds that grow with n² would say nothing in float32.
double highest_condition(const Format& f, std::int64_t n, const Matrices& wanted) {
  const double u = f.unit_roundoff(), size = static_cast<double>(std::max<std::int64_t>(1, n));
  return wanted.full_rank || wanted.shape == Matrices::definite ? std::max(2.0, 1 / ((n > 8 ? 512 : 64) * size * size * u)) : 0.1 / u;
}

/// The entry (i, j) of a matrix with a name, counted from 0.
struct Named {
  const char* name;
  enum Structure { general, symmetric, definite } structure;
  std::int64_t largest_full_rank;  ///< the largest size well inside full rank in every format
  std::int64_t golden;             ///< the size of the golden vector
  double (*entry)(std::int64_t i, std::int64_t j, std::int64_t n);
};

double real(std::int64_t i) { return static_cast<double>(i); }

const Named named_matrices[] = {
    {"Hilbert", Named::definite, 3, 12, [](auto i, auto j, auto) { return 1 / real(i + j + 1); }},
    {"Laplacian of a path", Named::definite, 8, 16, [](auto i, auto j, auto) { return i == j ? 2.0 : std::abs(i - j) == 1 ? -1.0 : 0.0; }},
    {"Lehmer", Named::definite, 8, 12, [](auto i, auto j, auto) { return real(std::min(i, j) + 1) / real(std::max(i, j) + 1); }},
    {"Kac, Murdock and Szego", Named::definite, 8, 16, [](auto i, auto j, auto) { return std::ldexp(1.0, -static_cast<int>(std::abs(i - j))); }},
    {"Wilkinson W+", Named::symmetric, 8, 21, [](auto i, auto j, auto n) { return i == j ? real(std::abs(2 * i - n + 1)) / 2 : std::abs(i - j) == 1 ? 1.0 : 0.0; }},
    {"exchange permutation", Named::symmetric, 8, 10, [](auto i, auto j, auto n) { return i + j == n - 1 ? 1.0 : 0.0; }},
    {"all ones", Named::symmetric, 1, 10, [](auto, auto, auto) { return 1.0; }},
    {"saddle point", Named::symmetric, 8, 9, [](auto i, auto j, auto n) { return i == j && (i < n / 2 || 2 * i == n - 1) ? 1.0 : i + n / 2 == j || j + n / 2 == i ? 1.0 : 0.0; }},
    {"nearly equal values", Named::symmetric, 8, 6, [](auto i, auto j, auto n) { return i != j ? 0.0 : i == n - 1 ? 1 + 0x1p-20 : 1.0; }},
    {"Vandermonde", Named::general, 3, 10, [](auto i, auto j, auto n) { return std::pow(real(i + 1) / real(n), real(j)); }},
    {"Kahan", Named::general, 8, 20, [](auto i, auto j, auto) { return std::pow(0.8, real(i)) * (i == j ? 1.0 : j > i ? -0.6 : 0.0); }},
    {"companion", Named::general, 8, 10, [](auto i, auto j, auto) { return i == j + 1 ? 1.0 : i == 0 ? (j % 2 == 0 ? 1.0 : -1.0) : 0.0; }},
    {"Frank", Named::general, 5, 12, [](auto i, auto j, auto n) { return j + 1 < i ? 0.0 : real(n - std::max(i, j)); }},
    {"cyclic permutation", Named::general, 8, 10, [](auto i, auto j, auto n) { return (i + 1) % n == j ? 1.0 : 0.0; }},
    {"Toeplitz", Named::general, 8, 16, [](auto i, auto j, auto) { return i == j ? 4.0 : j > i ? 1.0 : -1 / real(i - j + 1); }},
};

std::vector<const Named*> named_matrices_for(const Matrices& wanted) {
  std::vector<const Named*> fitting;
  for (const Named& one : named_matrices)
    if (!is_symmetric(wanted) || one.structure >= (wanted.shape == Matrices::definite ? Named::definite : Named::symmetric)) fitting.push_back(&one);
  return fitting;
}

Tensor<double> named(const Named& one, std::int64_t n, const Format& f) {
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = one.entry(i, j, n);
  return rounded(std::move(a), f);
}

Tensor<double> any_named(Draw& draw, const Matrices& wanted) {
  const auto fitting = named_matrices_for(wanted);
  const Named& one = *fitting[static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(fitting.size()) - 1))];
  const bool restricted = wanted.full_rank || wanted.shape == Matrices::definite;
  Tensor<double> a = named(one, draw.integer(1, restricted ? std::min(wanted.largest, one.largest_full_rank) : wanted.largest), draw.format);
  return restricted && a.size() == 1 && a[0] == 0 ? named(one, 2, draw.format) : a;  // Wilkinson's W+ of order 1 is 0
}

/// Rotate rows i and j (or columns, when transposed) by the rational angle of t: c = (1−t²)/(1+t²), s = 2t/(1+t²).
void rotate(Tensor<double>& a, std::int64_t i, std::int64_t j, double t, bool rows) {
  const double c = (1 - t * t) / (1 + t * t), s = 2 * t / (1 + t * t);
  const std::int64_t length = rows ? a.shape[1] : a.shape[0];
  for (std::int64_t k = 0; k < length; ++k) {
    double& x = rows ? a(i, k) : a(k, i);
    double& y = rows ? a(j, k) : a(k, j);
    const double u = c * x - s * y, v = s * x + c * y;
    x = u;
    y = v;
  }
}

/// Of n axes every two, or of very many each with a few that follow: all rotations together would take n³.
std::vector<std::pair<std::int64_t, std::int64_t>> rotated_pairs(std::int64_t n) {
  constexpr std::int64_t many = 200, a_few = 4;
  std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = i + 1; j < n && (n <= many || j <= i + a_few); ++j) pairs.emplace_back(i, j);
  return pairs;
}

/// Q·diag·Qᵀ with the signs of the eigenvalues at random, or U·diag·Vᵀ.
Tensor<double> with_values(Draw& draw, std::int64_t m, std::int64_t n, std::vector<double> values, const Matrices& wanted) {
  if (!is_symmetric(wanted)) return matrix_with_spectrum(draw, m, n, values);
  if (wanted.shape == Matrices::symmetric)
    for (double& x : values) x = draw.coin() ? x : -x;
  return symmetric_with_spectrum(draw, values);
}

Tensor<double> integers_of_rank(Draw& draw, const Matrices& wanted, std::int64_t m, std::int64_t n, std::int64_t r) {
  const auto left = draw.integers({m, r}, -3, 3), right = draw.integers({r, n}, -3, 3);
  Tensor<double> a({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < r; ++k) a(i, j) += static_cast<double>(left(i, k) * (is_symmetric(wanted) ? left(j, k) * (k % 2 == 0 ? 1 : -1) : right(k, j)));
  return a;
}

Tensor<double> small_integers(Draw& draw, const Matrices& wanted, std::int64_t m, std::int64_t n) {
  Tensor<double> a = map(draw.integers({m, n}, -9, 9), [](std::int64_t k) { return static_cast<double>(k); });
  if (is_symmetric(wanted)) a = symmetrized(a);
  if (wanted.full_rank || wanted.shape == Matrices::definite)  // strictly dominant diagonals
    for (std::int64_t i = 0; i < std::min(m, n); ++i) a(i, i) = static_cast<double>(9 * (m + n) + 1 + draw.integer(0, 9));
  return a;
}

Tensor<double> times_power_of_two(Tensor<double> a, int exponent) {
  for (double& x : a) x = std::ldexp(x, exponent);
  return a;
}

}  // namespace

std::vector<std::pair<std::string, Tensor<double>>> golden_matrices(const Matrices& wanted) {
  std::vector<std::pair<std::string, Tensor<double>>> golden;
  for (const Named* one : named_matrices_for(wanted)) {
    const std::string size = std::to_string(one->golden);
    golden.emplace_back(one->name + (" " + size) + "×" + size, named(*one, one->golden, *Format::find("float64")));
  }
  return golden;
}

std::vector<double> spectrum(Draw& draw, Spectrum kind, std::int64_t k, double condition) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < k; ++i) {
    const double t = k > 1 ? static_cast<double>(i) / static_cast<double>(k - 1) : 0;
    switch (kind) {
      case Spectrum::one_large: values.push_back(i == 0 ? 1 : 1 / condition); break;
      case Spectrum::one_small: values.push_back(i + 1 < k ? 1 : 1 / condition); break;
      case Spectrum::geometric: values.push_back(std::pow(condition, -t)); break;
      case Spectrum::arithmetic: values.push_back(1 - t * (1 - 1 / condition)); break;
      case Spectrum::log_uniform: values.push_back(std::pow(condition, -static_cast<double>(draw.integer(0, 1024)) / 1024)); break;
      case Spectrum::clustered: values.push_back(2 * i < k ? 1 : 1 / condition); break;
    }
  }
  std::sort(values.begin(), values.end(), std::greater<>());
  return values;
}

Tensor<double> any_spectrum(Draw& draw, std::int64_t m, std::int64_t n, const Matrices& wanted) {
  const std::int64_t k = std::min(m, n);
  const double u = draw.format.unit_roundoff();
  const double condition = std::min(highest_condition(draw.format, k, wanted), draw.one_of({2.0, std::pow(0.1 / u, 0.25), std::sqrt(0.1 / u), 0.1 / u}));
  auto values = spectrum(draw, static_cast<Spectrum>(draw.integer(0, 5)), k, condition);
  if (!wanted.full_rank && wanted.shape != Matrices::definite && draw.integer(0, 3) == 0)
    std::fill(values.begin() + draw.integer(0, k), values.end(), 0.0);  // of missing rank, but for the rounding of the entries
  return with_values(draw, m, n, std::move(values), wanted);
}

Tensor<double> matrix_with_spectrum(Draw& draw, std::int64_t m, std::int64_t n, const std::vector<double>& spectrum) {
  Tensor<double> a({m, n});
  for (std::size_t i = 0; i < spectrum.size(); ++i) a(i, i) = spectrum[i];
  for (const bool rows : {true, false}) {
    const auto turned = rotated_pairs(rows ? m : n);
    const auto angles = draw.uniforms({std::ssize(turned)}, -1, 1);
    for (std::size_t k = 0; k < turned.size(); ++k) rotate(a, turned[k].first, turned[k].second, angles[k], rows);
  }
  return rounded(std::move(a), draw.format);
}

Tensor<double> positive_definite(Draw& draw, std::int64_t n, int bits) {
  // By Frobenius norms: rounding the entries moves an eigenvalue by √n·u, the n(n−1) rotations of two rows by 10u each, a
  // Cholesky factorization by n(n+1)u (Higham, Theorem 10.7): below 14n²u in all. The smallest is 2^-bits, twice that and more.
  const int room = draw.format.precision - 5 - static_cast<int>(std::ceil(2 * std::log2(static_cast<double>(std::max<std::int64_t>(1, n)))));
  bits = std::clamp(bits, 0, std::max(0, room));
  std::vector<double> spectrum;
  for (std::int64_t i = 0; i < n; ++i) spectrum.push_back(std::ldexp(1.0, static_cast<int>(-bits * i / std::max<std::int64_t>(1, n - 1))));
  return symmetric_with_spectrum(draw, spectrum);
}

Tensor<double> symmetric_with_spectrum(Draw& draw, const std::vector<double>& spectrum) {
  const auto n = static_cast<std::int64_t>(spectrum.size());
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i) a(i, i) = spectrum[static_cast<std::size_t>(i)];
  const auto turned = rotated_pairs(n);
  const auto angles = draw.uniforms({std::ssize(turned)}, -1, 1);
  for (std::size_t k = 0; k < turned.size(); ++k)
    for (const bool rows : {true, false}) rotate(a, turned[k].first, turned[k].second, angles[k], rows);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) a(i, j) = a(j, i) = round_to(a(i, j), draw.format);
  return a;
}

std::vector<MatrixClass> matrix_classes(const Matrices& wanted) {
  std::vector<MatrixClass> classes;
  const auto add = [&](const char* name, CaseClass kind, auto draws) { classes.push_back({name, kind, draws}); };
  const auto ordinary = [wanted](Draw& draw) {
    const auto [m, n] = sizes(draw, wanted, 1, wanted.largest);
    return any_spectrum(draw, m, n, wanted);
  };
  const bool any_rank = !wanted.full_rank && wanted.shape != Matrices::definite;

  add("spectra", CaseClass::core, ordinary);
  add("named matrices", CaseClass::core, [wanted](Draw& draw) { return any_named(draw, wanted); });
  add("small integers", CaseClass::core, [wanted](Draw& draw) {
    const auto [m, n] = sizes(draw, wanted, 1, wanted.largest);
    return small_integers(draw, wanted, m, n);
  });
  if (any_rank)
    add("integers of low rank", CaseClass::core, [wanted](Draw& draw) {
      const auto [m, n] = sizes(draw, wanted, 1, wanted.largest);
      return integers_of_rank(draw, wanted, m, n, draw.integer(0, 2));
    });
  if (wanted.blocks)
    add("around the sizes of blocks", CaseClass::core, [wanted](Draw& draw) {
      const std::int64_t which = draw.integer(0, 9), center = which < 7 ? 32 : which < 9 ? 64 : 128;
      Matrices regular = wanted;
      regular.full_rank = true;
      const auto [m, n] = sizes(draw, wanted, center - 1, center + 1);
      return any_spectrum(draw, m, n, regular);
    });
  add("near overflow", CaseClass::extreme, [=](Draw& draw) { return times_power_of_two(ordinary(draw), draw.format.max_exponent - 8); });
  add("near underflow", CaseClass::extreme, [=](Draw& draw) {
    // The smallest entries stay normal where the rank matters: what falls below would change the matrix, and is rounded.
    const Format& f = draw.format;
    return rounded(times_power_of_two(ordinary(draw), f.min_exponent + (any_rank ? 4 : f.precision + 8)), f);
  });
  if (any_rank)
    add("graded", CaseClass::extreme, [wanted](Draw& draw) {
      const auto [m, n] = sizes(draw, wanted, 1, 4);
      Tensor<double> a = draw.reals({m, n}, draw.format.min_exponent / 4, draw.format.max_exponent / 4);
      return is_symmetric(wanted) ? symmetrized(a) : a;
    });
  add("tiny", CaseClass::edge, [wanted](Draw& draw) {
    const auto [m, n] = sizes(draw, wanted, 0, 2);
    return small_integers(draw, wanted, m, n);
  });
  add("diagonal", CaseClass::edge, [wanted, any_rank](Draw& draw) {
    const auto [m, n] = sizes(draw, wanted, 1, 6);
    Tensor<double> a({m, n});
    for (std::int64_t i = 0; i < std::min(m, n); ++i) a(i, i) = wanted.shape == Matrices::definite || !any_rank ? draw.magnitude(-4, 4) : draw.real();
    return a;
  });
  if (any_rank)
    add("zero", CaseClass::edge, [wanted](Draw& draw) {
      const auto [m, n] = sizes(draw, wanted, 1, 4);
      return Tensor<double>({m, n});
    });
  return classes;
}

}  // namespace etalon::verify::gen
