#pragma once
#include "verify/generate/draw.hpp"

namespace etalon::verify {

/// A coupling layer of k variables that pass, with what it is given in its first member.
template <class In>
In coupling_layer(Draw& draw, int lowest, int highest, std::int64_t k) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 3);
  return {draw.reals({n, k + p}, -6, 2), draw.reals({p, k}, lowest, highest), draw.reals({p}, lowest, highest), draw.reals({p, k}, -6, 2), draw.reals({p}, -6, 2)};
}

}  // namespace etalon::verify
