#include "reference/contract/tensor/to_float8.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::ToFloat8;

struct Wrong {
  bool flushes = false, truncates = false, away = false, of_e4m3 = false, at_240 = false, saturates = false, twice = false;
};

/// Rounding to a multiple of the spacing, by a library's nearbyint; and what may go wrong in it.
template <class T>
Result<ToFloat8::Out<T>> rounded(const ToFloat8::In<T>& in, const Wrong& wrong) {
  const bool wide = in.format == "e5m2" && !wrong.of_e4m3;
  const int bits = wide ? 2 : 3, least = wide ? -14 : -6;
  const double largest = wide ? 57344 : wrong.at_240 ? 240 : 448;
  return entrywise<ToFloat8>(in.x, [&](T x) {
    const double size = std::fabs(wrong.twice ? static_cast<double>(static_cast<float>(x)) : static_cast<double>(x));
    if (wrong.flushes && size < std::ldexp(1, least)) return T(0);
    const double spacing = std::ldexp(1, std::max(size == 0 || std::isinf(size) ? least : std::ilogb(size), least) - bits);
    double y = (wrong.truncates ? std::floor(size / spacing) : wrong.away ? std::floor(size / spacing + 0.5) : std::nearbyint(size / spacing)) * spacing;
    if (y > largest) y = wrong.saturates || wrong.at_240 ? largest : static_cast<double>(INFINITY);
    return static_cast<T>(std::copysign(y, static_cast<double>(x)));
  });
}

const auto registered =
    mutants<ToFloat8>()
        .add("flushed", "subnormal values become 0", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.flushes = true}); })
        .add("truncated", "the bits that do not fit are cut off", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.truncates = true}); })
        .add("away_from_zero", "ties go away from zero", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.away = true}); })
        .add("rounded_twice", "a double is rounded to float32 first, which makes ties of what lies beside them", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.twice = true}); })
        .add("one_format", "e4m3fn's bits for e5m2 too", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.of_e4m3 = true}); })
        .add("largest_of_ieee", "the largest exponent is kept for infinities, as in IEEE 754: 240 is the largest of e4m3fn", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.at_240 = true}); })
        .add("saturating", "too large a number becomes the largest value where ∞ was asked for", []<class T>(const ToFloat8::In<T>& in) { return rounded(in, {.saturates = true}); });

}  // namespace
}  // namespace etalon::verify
