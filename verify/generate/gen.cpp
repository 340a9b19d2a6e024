#include "verify/generate/gen.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

namespace etalon::verify::gen {
namespace {

/// lowest … highest by the high half of a product: a bias below 2^-64 times their number.
std::int64_t any_of(rc::Random& random, std::int64_t lowest, std::int64_t highest) {
  const auto count = static_cast<unsigned __int128>(static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest)) + 1;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + static_cast<std::uint64_t>(count * random.next() >> 64));
}

/// What `make` makes of the bits, with the simpler numbers that `keeps` keeps.
template <class Make, class Keeps>
rc::Gen<double> number(const Format& format, Make make, Keeps keeps) {
  return [&format, make, keeps](const rc::Random& random, int) {
    rc::Random bits = random;
    return rc::shrinkable::shrinkRecur(make(bits), [&format, keeps](double x) {
      std::vector<double> kept = simpler(x, format);
      kept.erase(std::remove_if(kept.begin(), kept.end(), [&](double y) { return !keeps(y); }), kept.end());
      return rc::seq::fromContainer(std::move(kept));
    });
  };
}

double any_magnitude(rc::Random& random, const Format& format, int lowest, int highest) {
  const int bits = format.precision - 1;
  const auto full = (std::uint64_t{1} << bits) - 1;
  std::uint64_t mantissa = 0;
  switch (any_of(random, 0, 7)) {
    case 0: mantissa = 0; break;                                                          // a power of two
    case 1: mantissa = full; break;                                                       // just below the next
    case 2: mantissa = std::uint64_t{1} << any_of(random, 0, bits - 1); break;            // one bit
    case 3: mantissa = full & ~(full >> std::min(3, bits)); break;                        // few leading bits
    default: mantissa = random.next() & full;
  }
  const double m = 1 + std::ldexp(static_cast<double>(mantissa), -bits);
  return round_to(std::ldexp(m, static_cast<int>(any_of(random, lowest, highest))), format);
}

bool within(double x, int lowest, int highest) { return std::fabs(x) >= std::ldexp(1.0, lowest) && std::fabs(x) < std::ldexp(1.0, highest + 1); }

}  // namespace

rc::Gen<std::int64_t> integer(std::int64_t lowest, std::int64_t highest) {
  return [=](const rc::Random& random, int) {
    rc::Random bits = random;
    return rc::shrinkable::shrinkRecur(any_of(bits, lowest, highest), [simplest = std::clamp<std::int64_t>(0, lowest, highest)](std::int64_t k) { return rc::shrink::towards(k, simplest); });
  };
}

rc::Gen<double> magnitude(const Format& format, int lowest, int highest) {
  return number(format, [&format, lowest, highest](rc::Random& random) { return any_magnitude(random, format, lowest, highest); },
                [=](double x) { return x > 0 && within(x, lowest, highest); });
}

rc::Gen<double> real(const Format& format, int lowest, int highest) {
  const auto make = [&format, lowest, highest](rc::Random& random) {
    const bool zero = any_of(random, 0, 19) == 0, positive = any_of(random, 0, 1) == 1;
    const double x = zero ? 0.0 : any_magnitude(random, format, lowest, highest);
    return positive ? x : -x;
  };
  return number(format, make, [=](double x) { return x == 0 || within(x, lowest, highest); });
}

rc::Gen<double> uniform(const Format& format, double low, double high) {
  const auto make = [&format, low, high](rc::Random& random) {
    double t = std::ldexp(static_cast<double>(any_of(random, 0, std::int64_t{1} << 30)), -30);
    const auto value = [&] { return round_to(low + t * (high - low), format); };
    const auto outside = [&] { return value() < low || value() > high; };  // an end is no value of the format, and it was rounded away
    while (outside() && t != 0.5) t = (t + 0.5) / 2;
    return value();
  };
  return number(format, make, [=](double x) { return low <= x && x <= high; });
}

template <class T>
rc::Gen<Tensor<T>> tensor(Dimensions shape, rc::Gen<T> entry) {
  const auto count = static_cast<std::size_t>(count_of(shape));
  return rc::gen::map(rc::gen::container<std::vector<T>>(count, std::move(entry)), [shape = std::move(shape)](std::vector<T>&& data) { return Tensor<T>(shape, std::move(data)); });
}
template rc::Gen<Tensor<double>> tensor(Dimensions, rc::Gen<double>);
template rc::Gen<Tensor<std::int64_t>> tensor(Dimensions, rc::Gen<std::int64_t>);

std::vector<double> simpler(double x, const Format& format) {
  if (!std::isfinite(x) || x == 0) return {};
  std::vector<double> out = {0, 1, -1, 2, std::trunc(x)};
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);
  for (const int bits : {1, 3, 8, 16}) out.push_back(std::ldexp(std::trunc(std::ldexp(mantissa, bits)), exponent - bits));
  if (std::abs(exponent) > 8) out.push_back(std::ldexp(mantissa, exponent / 2));
  std::vector<double> kept;
  const auto complexity = [](double v) {
    int e = 0;
    const double m = std::frexp(v, &e);
    int bits = 0;
    for (double rest = std::fabs(m); rest != 0 && bits < 60; ++bits) rest = 2 * rest - std::trunc(2 * rest);
    return v == 0 ? -1 : bits * 4 + std::abs(e) / 4 + (v < 0) + (v == std::trunc(v) ? 0 : 2);
  };
  for (const double candidate : out)
    if (candidate != x && format.holds(candidate) && complexity(candidate) < complexity(x)) kept.push_back(candidate);
  return kept;
}

}  // namespace etalon::verify::gen
