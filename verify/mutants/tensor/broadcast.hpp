#pragma once
#include <cmath>

#include "reference/contract/broadcast.hpp"
#include "verify/language/mutants.hpp"

/// Wrong functions of two tensors.
namespace etalon::verify {

/// Rounded to 16 significant bits.
template <class T>
T in_sixteen_bits(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 15 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

/// A vector b beside a square matrix a, taken for a column.
template <class Op, class Out, class In>
void repeat_from_the_first(Out& out, const In& in) {
  if (in.a.rank() != 2 || in.b.rank() != 1 || in.a.shape[0] != in.b.shape[0] || in.a.shape[1] != in.b.shape[0]) return;
  auto column = in;
  column.b.shape = {in.b.shape[0], 1};
  out = *Wings<Op>::fast(column);
}

}  // namespace etalon::verify
