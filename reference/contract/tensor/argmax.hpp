#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// Where x is largest along an axis.
struct Argmax {
  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<std::int64_t> index; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::axis>({}, "the axis; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::index>(Any{}, "C3", "the index along the axis, of the shape of x without it")};
  }
  static Statement statement() {
    return {.name = "tensor.argmax",
            .summary = "the first index along an axis at which x is largest",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x")},
                        {"C4", ClauseKind::precondition, not_nan("x"), "x is not NaN: an integer cannot be"},
                        {"C2", ClauseKind::law, "the entry there is max x, and none before it is"},
                        {"C3", ClauseKind::error, "exact; of several the first"}},
            .source = "NumPy's, PyTorch's and JAX's documentation of argmax",
            .no_derivative = "an integer"};
  }
};

inline constexpr Function<Argmax> argmax;

}  // namespace etalon::contract::tensor
