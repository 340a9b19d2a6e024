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

/// Beside the operation that is taken for it.
template <class Op>
Mutants<Op> wrong_pairs() {
  return mutants<Op>()
      .spoils("from_the_first_axis", "b repeated along the first axis where it belongs to the last", [](auto& out, const auto& in) { repeat_from_the_first<Op>(out, in); })
      .spoils("twice_rounded", "computed, and rounded to 16 bits", [](auto& out, const auto&) {
        for (auto& c : out.c) c = in_sixteen_bits(c);
      });
}
template <class Op>
Mutants<Op> wrong_pairs_back() {
  return mutants<Op>()
      .spoils("not_summed", "the last of the cotangents that broadcast, not their sum", [](auto& out, const auto& in) {
        const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
        if (both->a.empty() || in.a.size() == both->a.size()) return;
        auto one = in;
        for (std::size_t i = 0; i + 1 < both->a.size(); ++i) one.cotangent.c[i] = 0;
        out = *Wings<Op>::fast(one);
      })
      .spoils("averaged", "divided by how many broadcast", [](auto& out, const auto& in) {
        if (in.a.size() > 0)
          for (auto& g : out.grad_a) g /= static_cast<float>(in.cotangent.c.size()) / static_cast<float>(in.a.size());
      })
      .spoils("sign", "b̄ with the other sign", [](auto& out, const auto&) {
        for (auto& g : out.grad_b) g = -g;
      });
}

}  // namespace etalon::verify
