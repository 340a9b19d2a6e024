#include "reference/contract/tensor/to_float8.hpp"

#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::ToFloat8;
using In = ToFloat8::In<double>;

struct Range {
  const char* name;
  int precision, least_exponent, largest_exponent;
  double largest;
};
constexpr Range ranges[] = {{"e4m3fn", 4, -6, 8, 448}, {"e5m2", 3, -14, 15, 57344}};
const Range& range_of(const std::string& name) { return ranges[name == "e5m2"]; }

/// A positive number of so many bits, in the format's range.
double drawn(Draw& draw, const Range& range, int bits) {
  const auto whole = draw.integer(std::int64_t{1} << (bits - 1), (std::int64_t{1} << bits) - 1);
  return std::ldexp(static_cast<double>(whole), static_cast<int>(draw.integer(range.least_exponent, range.largest_exponent - 1)) - bits + 1);
}
/// Between two neighbouring values.
double halfway(Draw& draw, const Range& range) {
  const double value = drawn(draw, range, range.precision);
  return value + std::ldexp(1, std::ilogb(value) - range.precision);
}
In of(Draw& draw, double (*entry)(Draw&, const Range&)) {
  const Range& range = ranges[draw.integer(0, 1)];
  Tensor<double> x({draw.extent(1, 9)});
  for (double& one : x) one = round_to(draw.coin() ? entry(draw, range) : -entry(draw, range), draw.format);
  return In{std::move(x), range.name};
}

const auto registered =
    laws<ToFloat8>()
        .inputs(core, "ordinary", [](Draw& draw) { return In{draw.reals({draw.extent(1, 6)}), draw.coin() ? "e4m3fn" : "e5m2"}; })
        .inputs(core, "of two axes", [](Draw& draw) { return In{draw.reals({draw.extent(1, 3), draw.extent(1, 4)}), draw.coin() ? "e4m3fn" : "e5m2"}; })
        .inputs(core, "every exponent", [](Draw& draw) {
          return of(draw, [](Draw& d, const Range& range) { return d.magnitude(range.least_exponent - range.precision - 1, range.largest_exponent - 1); });
        })
        .inputs(core, "values of the format", [](Draw& draw) { return of(draw, [](Draw& d, const Range& range) { return drawn(d, range, range.precision); }); })
        .inputs(core, "halfway between two", [](Draw& draw) { return of(draw, halfway); })
        // Rounded to float32 first, these are halfway.
        .inputs(core, "beside halfway", [](Draw& draw) {
          return of(draw, [](Draw& d, const Range& range) { return halfway(d, range) * (1 + (d.coin() ? 2 : -2) * d.format.unit_roundoff()); });
        })
        .inputs(edge, "subnormal", [](Draw& draw) {
          return of(draw, [](Draw& d, const Range& range) { return std::ldexp(static_cast<double>(d.integer(0, 1 << (range.precision + 1))), range.least_exponent - range.precision - 1); });
        })
        .inputs(edge, "beside the largest", [](Draw& draw) {
          return of(draw, [](Draw& d, const Range& range) { return range.largest + std::ldexp(static_cast<double>(d.integer(-8, range.precision == 4 ? 4 : 8)), range.largest_exponent - range.precision - 2); });
        })
        .inputs(edge, "±0 and nothing", [](Draw& draw) {
          Tensor<double> x({draw.extent(0, 2)});
          for (double& one : x) one = draw.coin() ? 0.0 : -0.0;
          return In{std::move(x), draw.coin() ? "e4m3fn" : "e5m2"};
        })
        .inputs(extreme, "beyond e5m2", [](Draw& draw) { return In{draw.reals({draw.extent(1, 5)}, 13, draw.format.max_exponent), "e5m2"}; })
        .inputs(extreme, "far below", [](Draw& draw) { return In{draw.reals({draw.extent(1, 5)}, draw.format.min_exponent, -8), draw.coin() ? "e4m3fn" : "e5m2"}; })
        .inputs(edge, "infinite", [](Draw&) { return In{Tensor<double>({2}, {INFINITY, -INFINITY}), "e5m2"}; })
        .refuses("C3", "beyond 464", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(1, 4)});
          x[0] = draw.coin() ? 480 : -INFINITY;
          return In{std::move(x), "e4m3fn"};
        })
        .law("C4", "|y − x| ≤ half the spacing at x", [](Law<ToFloat8>& t) {
          const Range& range = range_of(t.in.format);
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            const Interval size = abs(t.in.x[i]);
            if (!(size <= exactly(range.largest)).certainly()) continue;
            t.exactly_at_most(abs(t.out.y[i] - t.in.x[i]), max(size * exactly(std::ldexp(1, -range.precision)), exactly(std::ldexp(1, range.least_exponent - range.precision))), "|y − x|");
          }
        })
        .law("C5", "where it saturates, |y| ≤ the largest value", [](Law<ToFloat8>& t) {
          if (!ToFloat8::saturates(t.in.format, t.variant)) return;
          for (const Interval& y : t.out.y) t.exactly_at_most(abs(y), exactly(range_of(t.in.format).largest), "|y|");
        })
        .theorem("C4", "f(y) = y, and f(−x) = −f(x)", [](Exact<ToFloat8>& t) {
          const auto y = t.f(t.in).y;
          auto negated = t.in;
          for (Interval& x : negated.x) x = -x;
          const auto mirror = t.f(negated).y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            if (!y[i].is_finite()) continue;
            t.equal(mirror[i], -y[i], "f(−x) = −f(x)");
            t.equal(t.f({Tensor<Interval>({1}, {y[i]}), t.in.format}).y[0], y[i], "f(f(x)) = f(x)");
          }
        })
        .theorem("C4", "no other value is nearer", [](Exact<ToFloat8>& t) {
          const Range& range = range_of(t.in.format);
          const auto y = t.f(t.in).y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            if (!y[i].is_finite()) continue;
            const Interval distance = abs(y[i] - t.in.x[i]);
            for (int e = range.least_exponent; e <= range.largest_exponent; ++e)  // every multiple of the spacing below 2ᵉ⁺¹
              for (int k = 0; k < 1 << range.precision; ++k) {
                const double value = std::ldexp(k, e - range.precision + 1);
                if (value <= range.largest) t.at_most(distance, min(abs(exactly(value) - t.in.x[i]), abs(exactly(value) + t.in.x[i])), "the distance to y");
              }
          }
        });

}  // namespace
}  // namespace etalon::verify
