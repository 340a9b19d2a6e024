#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// The nearest value of a format of eight bits, as a number of the tensor's own format.
struct ToFloat8 {
  enum class Variant { not_saturating, saturating, saturating_e4m3fn };
  template <class T> struct In { Tensor<T> x; std::string format; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::format>({}, "e4m3fn or e5m2")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(SameAs{"x"}, "C6", "the values, in the tensor's own format")};
  }
  static bool saturates(const std::string& format, Variant variant) {
    return variant == Variant::saturating || (variant == Variant::saturating_e4m3fn && format == "e4m3fn");
  }
  /// 464 lies between 448 and 480, whose code is NaN's, and ties go to 448.
  static Complaint without_a_value(const Inputs& in, std::size_t variant) {
    const Entries& x = in.real("x");
    if (saturates(in.text("format"), static_cast<Variant>(variant)) || in.text("format") != "e4m3fn") return std::nullopt;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (x.greater(i, 464) || x.less(i, -464)) return "entry " + std::to_string(i) + " of x is beyond 464 in magnitude";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "tensor.to_float8",
            .summary = "y = the value of e4m3fn or e5m2 nearest to x, of two the one with an even significand",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x")},
                        {"C2", ClauseKind::precondition, one_of("format", std::vector<std::string>{"e4m3fn", "e5m2"})},
                        {"C3", ClauseKind::domain, Predicate{"|x| ≤ 464 in e4m3fn where it does not saturate", without_a_value},
                         "|x| ≤ 464 in e4m3fn where it does not saturate: it has no infinity, and NaN is no number. In e5m2 what is 61440 or more is ∞"},
                        {"C4", ClauseKind::law, "y is one of the format's values, subnormal ones included, and no other is nearer; f(y) = y, and f(−x) = −f(x)"},
                        {"C5", ClauseKind::law, "what saturates becomes 448 in e4m3fn and 57344 in e5m2 at most, infinities too"},
                        {"C6", ClauseKind::error, "exact"}},
            .source = "Micikevicius et al., FP8 formats for deep learning (2022); Open Compute Project, OCP 8-bit floating point specification (OFP8), revision 1.0 (2023)",
            .variants = {{"not_saturating", "what is too large becomes NaN in e4m3fn and ∞ in e5m2: JAX, ml_dtypes, PyTorch before 2.12"},
                         {"saturating", "it becomes the largest value of its sign: ONNX' Cast, NVIDIA's satfinite"},
                         {"saturating_e4m3fn", "it does in e4m3fn, and becomes ∞ in e5m2: PyTorch from 2.12 on"}},
            .no_derivative = "it is constant between its steps; who trains through it takes the identity's",
            .aliases = {"float8_e4m3fn", "float8_e5m2"}};
  }
};

inline constexpr Function<ToFloat8> to_float8;

}  // namespace etalon::contract::tensor
