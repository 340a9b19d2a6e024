#include "reference/contract/tensor/to_float8.hpp"

#include <cmath>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::ToFloat8;

namespace {

/// A format by its codes: those of finite numbers without a sign are 0 … last.
struct Codes {
  int significand, bias, last;  // bits behind the point

  /// OFP8, table 1. That of last + 1 is what the code would be if it were a number's.
  double value(int code) const {
    const int exponent = code >> significand, fraction = code & ((1 << significand) - 1);
    return exponent == 0 ? std::ldexp(fraction, 1 - bias - significand) : std::ldexp((1 << significand) + fraction, exponent - bias - significand);
  }
};
constexpr Codes e4m3fn{3, 7, 0x7e}, e5m2{2, 15, 0x7b};

}  // namespace

/// Code after code: the first whose distance to the next is not past its middle; at the middle, the even one.
template <>
const Reference<ToFloat8> Wings<ToFloat8>::reference = []<class T>(const ToFloat8::In<T>& in, ToFloat8::Variant variant) -> Result<ToFloat8::Out<T>> {
  const Codes& format = in.format == "e5m2" ? e5m2 : e4m3fn;
  return ToFloat8::Out<T>{map(in.x, [&](const T& x) {
    const bool negative = static_cast<bool>(x < 0);
    const auto with_sign = [&](double y) { return T(exactly(negative ? -y : y)); };
    const T size = negative ? T(-x) : x;
    for (int code = 0; code <= format.last; ++code) {
      const T middle = T(exactly((format.value(code) + format.value(code + 1)) / 2));
      if (size < middle || (size == middle && code % 2 == 0)) return with_sign(format.value(code));
    }
    return with_sign(ToFloat8::saturates(in.format, variant) ? format.value(format.last) : INFINITY);
  })};
};

}  // namespace etalon
