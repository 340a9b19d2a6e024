#include "reference/contract/tensor/to_float8.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
using contract::tensor::ToFloat8;

namespace {

struct Format {
  int significand, least_exponent;  // bits behind the point; of the smallest normal number
  double largest;
};
constexpr Format e4m3fn{3, -6, 448}, e5m2{2, -14, 57344};

}  // namespace

/// Adding and subtracting 1.5·2⁵² times the spacing leaves a multiple of it, the nearest, ties to even: no branch on the size.
template <>
const Fast<ToFloat8> Wings<ToFloat8>::fast = []<class T>(const ToFloat8::In<T>& in, ToFloat8::Variant variant) -> Result<ToFloat8::Out<T>> {
  const Format& format = in.format == "e5m2" ? e5m2 : e4m3fn;
  const bool saturates = ToFloat8::saturates(in.format, variant);
  return ToFloat8::Out<T>{map(in.x, [&](T x) {
    const double size = std::min(std::fabs(static_cast<double>(x)), 4 * format.largest);  // beyond the largest is beyond it
    const int exponent = std::max(size == 0 ? format.least_exponent : std::ilogb(size), format.least_exponent);
    const double magic = std::ldexp(0x1.8p52, exponent - format.significand);
    const double rounded = (size + magic) - magic;
    const double y = rounded <= format.largest ? rounded : saturates ? format.largest : static_cast<double>(INFINITY);
    return static_cast<T>(std::copysign(y, static_cast<double>(x)));
  })};
};

}  // namespace etalon
