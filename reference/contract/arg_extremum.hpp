#pragma once
#include "reference/contract/contract.hpp"

/// What tensor.argmax and tensor.argmin share.
namespace etalon::contract {

struct ArgExtremum {
  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<std::int64_t> index; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::axis>({}, "the axis; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::index>(Any{}, "C3", "the index along the axis, of the shape of x without it")};
  }
  static Statement stated(const char* name, const char* summary, const char* law) {
    return {.name = name,
            .summary = summary,
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x")},
                        {"C4", ClauseKind::precondition, not_nan("x"), "x is not NaN: an integer cannot be"},
                        {"C2", ClauseKind::law, law},
                        {"C3", ClauseKind::error, "exact; of several the first"}},
            .source = "NumPy's, PyTorch's and JAX's documentation of argmax and argmin",
            .no_derivative = "an integer"};
  }
};

}  // namespace etalon::contract
