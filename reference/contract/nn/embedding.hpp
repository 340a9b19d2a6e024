#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The rows of a table at the indices.
struct Embedding {
  template <class T> struct In { Tensor<T> table; Tensor<std::int64_t> index; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count d{"d"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::table>({any_extent, d}, "a row for each word"), in::exact<&In<T>::index>({n}, "words, each from 0 to v − 1")};
  }
  template <class T> static auto outputs() { return std::tuple{out::exact<&Out<T>::y>({n, d}, "C3", "a row for each index")}; }
  static Statement statement() {
    return {.name = "nn.embedding",
            .summary = "yᵢ = the row of the table at index i",
            .clauses = {{"C1", ClauseKind::domain, finite("table")},
                        {"C2", ClauseKind::precondition, in_range("index", "table", 0), "each index is a row of the table: some libraries count from the end, or clamp"},
                        {"C4", ClauseKind::law, "the product of one-hot rows with the table"},
                        {"C3", ClauseKind::error, "exact"}},
            .source = "Bengio, Ducharme, Vincent and Jauvin, A neural probabilistic language model, JMLR 3 (2003)",
            .aliases = {"take", "gather"}};
  }
};

/// Each row of the table sums the cotangents of its occurrences.
struct EmbeddingVjp : Vjp<Embedding> {
  template <class T> struct Out { Tensor<T> grad_table; };

  template <class T> static auto outputs() {
    // n − 1 additions at most.
    return std::tuple{out::inherent<&Out<T>::grad_table>(Embedding::n, "C3", "the sums")};
  }
  static Statement statement() {
    return derivative({.summary = "each row of the table sums the cotangents of its occurrences",
                       .clauses = {{"C4", ClauseKind::law, "⟨its gradient, table⟩ = ⟨ȳ, y⟩; rows that do not occur have 0"}, {"C3", ClauseKind::error, "inherent, n roundings"}},
                       .source = "Bengio, Ducharme, Vincent and Jauvin, A neural probabilistic language model, JMLR 3 (2003)"});
  }
};

inline constexpr Function<Embedding> embedding;
inline constexpr Function<EmbeddingVjp> embedding_vjp;

}  // namespace etalon::contract::nn
