#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// The k largest along an axis.
struct TopK {
  /// Which of several that are equal.
  enum class Variant { lowest_index, any };
  static std::vector<Convention> variants() {
    return {{"lowest_index", "of several that are equal those of the lowest index, in that order"}, {"any", "any of several that are equal: PyTorch"}};
  }

  template <class T> struct In { Tensor<T> x; std::int64_t k = 1; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<T> values; Tensor<std::int64_t> index; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::k>({}, "how many"), in::exact<&In<T>::axis>({}, "the axis; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::values>(Any{}, "C4", "the k largest, the largest first; of the shape of x with k on the axis"),
                      out::laws<&Out<T>::index>(Any{}, "where they stand along the axis")};
  }
  static Complaint too_many(const Inputs& in, std::size_t) {
    const auto lanes = Lanes::along(in.shape("x"), in.integer("axis"));
    if (lanes && in.integer("k") >= 0 && in.integer("k") <= lanes->length) return std::nullopt;
    return "k is " + std::to_string(in.integer("k"));
  }
  static Statement statement() {
    return {.name = "tensor.top_k",
            .summary = "the k largest entries along an axis, the largest first, and where they stand",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x")},
                        {"C2", ClauseKind::domain, Predicate("k is from 0 to the extent of the axis", too_many)},
                        {"C3", ClauseKind::precondition, not_nan("x"), "x is not NaN: an integer cannot be"},
                        {"C4", ClauseKind::error, "exact"},
                        {"C5", ClauseKind::law, "x at each index is the value, no index comes twice, and no entry left out is larger than the last value"},
                        {"C6", ClauseKind::law, "of several that are equal, those of the lowest index come first: by the convention lowest_index"}},
            .source = "PyTorch's and JAX's documentation of topk and top_k",
            .variants = variants(),
            .no_derivative = "its values have that of what they are chosen from, tensor.max's for k = 1: a choice by integers",
            .aliases = {"topk"}};
  }
};

inline constexpr Function<TopK> top_k;

}  // namespace etalon::contract::tensor
