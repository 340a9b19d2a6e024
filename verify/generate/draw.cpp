#include "verify/generate/draw.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace etalon::verify::draw {

Values<double> generate(const std::function<Values<double>()>& draws, std::uint64_t key, int size) {
  static std::mutex one_at_a_time;  // RapidCheck keeps the current random source in static variables
  const std::lock_guard lock(one_at_a_time);
  const rc::Gen<Values<double>> gen = rc::gen::exec(draws);
  return gen(rc::Random(key), size).value();
}

std::int64_t integer(std::int64_t lowest, std::int64_t highest) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(lowest, highest + 1));
}

std::int64_t extent(std::int64_t lowest, std::int64_t highest) { return integer(lowest, highest); }

bool coin() { return integer(0, 1) == 1; }

double magnitude(const Format& format, int lowest, int highest) {
  const int bits = format.precision - 1;
  const auto full = (std::uint64_t{1} << bits) - 1;
  std::uint64_t mantissa = 0;
  switch (integer(0, 7)) {
    case 0: mantissa = 0; break;                                                    // a power of two
    case 1: mantissa = full; break;                                                 // just below the next
    case 2: mantissa = std::uint64_t{1} << integer(0, bits - 1); break;             // one bit
    case 3: mantissa = full & ~(full >> std::min<std::int64_t>(3, bits)); break;    // few leading bits
    default: mantissa = static_cast<std::uint64_t>(*rc::gen::arbitrary<std::uint64_t>()) & full;
  }
  // arbitrary() grows with the size parameter only: spread the bits by an odd multiplier.
  if (mantissa != 0 && mantissa < 1024) mantissa = (mantissa * 0x9E3779B97F4A7C15u) & full;
  const double m = 1 + std::ldexp(static_cast<double>(mantissa), -bits);
  return round_to(std::ldexp(m, static_cast<int>(integer(lowest, highest))), format);
}

double real(const Format& format, int lowest, int highest) {
  const std::int64_t kind = integer(0, 19);
  if (kind == 0) return coin() ? 0.0 : -0.0;
  const double x = magnitude(format, lowest, highest);
  return coin() ? x : -x;
}

double uniform(const Format& format, double low, double high) {
  const double t = std::ldexp(static_cast<double>(integer(0, (std::int64_t{1} << 30))), -30);
  return std::clamp(round_to(low + t * (high - low), format), low, high);
}

Tensor<double> reals(const Format& format, Dimensions shape, int lowest, int highest) {
  Tensor<double> x(std::move(shape));
  for (double& entry : x) entry = real(format, lowest, highest);
  return x;
}
Tensor<double> uniforms(const Format& format, Dimensions shape, double low, double high) {
  Tensor<double> x(std::move(shape));
  for (double& entry : x) entry = uniform(format, low, high);
  return x;
}
Tensor<std::int64_t> integers(Dimensions shape, std::int64_t lowest, std::int64_t highest) {
  Tensor<std::int64_t> x(std::move(shape));
  for (std::int64_t& entry : x) entry = integer(lowest, highest);
  return x;
}

namespace {

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

}  // namespace

Tensor<double> matrix_with_spectrum(const Format& format, std::int64_t m, std::int64_t n, const std::vector<double>& spectrum) {
  Tensor<double> a({m, n});
  for (std::size_t i = 0; i < spectrum.size(); ++i) a(i, i) = spectrum[i];
  for (const bool rows : {true, false}) {
    const std::int64_t length = rows ? m : n;
    for (std::int64_t i = 0; i < length; ++i)
      for (std::int64_t j = i + 1; j < length; ++j) rotate(a, i, j, uniform(format, -1, 1), rows);
  }
  for (double& entry : a) entry = round_to(entry, format);
  return a;
}

Tensor<double> positive_definite(const Format& format, std::int64_t n, int bits) {
  // By Frobenius norms: rounding the entries moves an eigenvalue by √n·u, the n(n−1) rotations of two rows by 10u each, a
  // Cholesky factorization by n(n+1)u (Higham, Theorem 10.7): below 14n²u in all. The smallest is 2^-bits, twice that and more.
  const int room = format.precision - 5 - static_cast<int>(std::ceil(2 * std::log2(static_cast<double>(std::max<std::int64_t>(1, n)))));
  bits = std::clamp(bits, 0, std::max(0, room));
  std::vector<double> spectrum;
  for (std::int64_t i = 0; i < n; ++i) spectrum.push_back(std::ldexp(1.0, static_cast<int>(-bits * i / std::max<std::int64_t>(1, n - 1))));
  return symmetric_with_spectrum(format, spectrum);
}

Tensor<double> symmetric_with_spectrum(const Format& format, const std::vector<double>& spectrum) {
  const auto n = static_cast<std::int64_t>(spectrum.size());
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i) a(i, i) = spectrum[static_cast<std::size_t>(i)];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = i + 1; j < n; ++j) {
      const double t = uniform(format, -1, 1);
      rotate(a, i, j, t, true);
      rotate(a, i, j, t, false);
    }
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) a(i, j) = a(j, i) = round_to(a(i, j), format);
  return a;
}

}  // namespace etalon::verify::draw
