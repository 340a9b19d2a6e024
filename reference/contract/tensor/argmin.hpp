#pragma once
#include "reference/contract/arg_extremum.hpp"

namespace etalon::contract::tensor {

/// Where x is smallest along an axis.
struct Argmin : ArgExtremum {
  static Statement statement() {
    return stated("tensor.argmin", "the first index along an axis at which x is smallest", "the entry there is min x, and none before it is");
  }
};

inline constexpr Function<Argmin> argmin;

}  // namespace etalon::contract::tensor
