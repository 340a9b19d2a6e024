#pragma once
#include "reference/contract/arg_extremum.hpp"

namespace etalon::contract::tensor {

/// Where x is largest along an axis.
struct Argmax : ArgExtremum {
  static Statement statement() {
    return stated("tensor.argmax", "the first index along an axis at which x is largest", "the entry there is max x, and none before it is");
  }
};

inline constexpr Function<Argmax> argmax;

}  // namespace etalon::contract::tensor
