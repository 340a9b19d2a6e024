#pragma once
#include <algorithm>
#include <cmath>

namespace etalon::fast::gan {

/// mantissa·2^exponent, of which products are taken where a number itself would leave the range before it is an output.
template <class T>
struct Parts {
  T mantissa = 0;
  int exponent = 0;

  explicit Parts(T x) { mantissa = std::frexp(x, &exponent); }
  Parts(T m, int e) : mantissa(m), exponent(e) {}

  friend Parts operator*(const Parts& a, const Parts& b) { return {a.mantissa * b.mantissa, a.exponent + b.exponent}; }
  friend Parts operator/(const Parts& a, T divisor) { return {a.mantissa / divisor, a.exponent}; }
  friend Parts operator-(const Parts& a, const Parts& b) {
    if (a.mantissa == 0 || b.mantissa == 0) return a.mantissa == 0 ? Parts(-b.mantissa, b.exponent) : a;
    const int larger = std::max(a.exponent, b.exponent);
    return {std::ldexp(a.mantissa, a.exponent - larger) - std::ldexp(b.mantissa, b.exponent - larger), larger};
  }
  /// 2^shift times it.
  T number(int shift) const { return std::ldexp(mantissa, exponent + shift); }
};

}  // namespace etalon::fast::gan
