#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "reference/contract/nn/mlp.hpp"

/// What mixtures of experts share: n networks of one hidden layer and of equal shapes, stacked, Eᵢ(x) = W₂ᵢ·f(W₁ᵢx + b₁ᵢ) + b₂ᵢ.
namespace etalon::contract {

struct Experts {
  inline static const Count t{"t", 1}, n{"n", 1}, d{"d", 1}, h{"h", 1}, m{"m", 1};  // tokens, experts, and the entries of an input, a hidden layer and an answer
  inline static const Count k{"k", 1}, widest{"widest"};                            // the experts of a token, and the most terms that a sum within an expert has

  template <class I> static auto experts() {
    return std::tuple{in::data<&I::w1>({n, h, d}, "W₁ of each expert, a row for each hidden entry"), in::data<&I::b1>({n, h}, "b₁ of each"),
                      in::data<&I::w2>({n, m, h}, "W₂ of each, a row for each entry of the answer"), in::data<&I::b2>({n, m}, "b₂ of each"),
                      in::exact<&I::activation>({}, "f: relu, tanh, sigmoid, silu, gelu, softplus or identity").or_else("relu")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const Dimensions& w1 = in.w1.shape;
    const std::int64_t answers = in.b2.rank() == 2 ? in.b2.shape[1] : 0;
    return {{"widest", w1.size() == 3 ? std::max({w1[1], w1[2], answers}) : 0}};
  }
  static Predicate activations() { return one_of("activation", std::vector<std::string>{"relu", "tanh", "sigmoid", "silu", "gelu", "softplus", "identity"}); }
  /// The weights of the experts and these are.
  static Predicate finite_all(std::vector<std::string> others) {
    for (const char* parameter : {"w1", "b1", "w2", "b2"}) others.push_back(parameter);
    return finite(others);
  }
};

/// A law of a derivative of experts: what is right where a relu decides.
inline Clause with_kinks(const char* id, const std::string& law) {
  Clause clause(id, ClauseKind::law, "");
  clause.text = law + "; where relu is taken at 0, or so near that rounding may decide, every slope from 0 to 1 is right: the reference takes 0";
  return clause;
}

}  // namespace etalon::contract
