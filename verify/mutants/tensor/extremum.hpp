#pragma once
#include "verify/language/mutants.hpp"

/// Wrong indices of the largest, or of the smallest.
namespace etalon::verify {

/// Calls `wrong(index, entries of its lane)`.
template <class Out, class In, class F>
void spoil_indices(Out& out, const In& in, F wrong) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) wrong(out.index[lane], lanes->entries(in.x, lane));
}

template <class Op, bool largest>
Mutants<Op> wrong_indices() {
  return mutants<Op>()
      .spoils("last_of_several", "of several the last", [](auto& out, const auto& in) {
        spoil_indices(out, in, [](std::int64_t& index, const auto& x) {
          for (std::size_t k = 0; k < x.size(); ++k)
            if (x[k] == x[static_cast<std::size_t>(index)]) index = static_cast<std::int64_t>(k);
        });
      })
      .spoils("from_one", "counted from 1", [](auto& out, const auto&) {
        for (auto& index : out.index) ++index;
      })
      .spoils("other_end", "the smallest for the largest, or the other way round", [](auto& out, const auto& in) {
        spoil_indices(out, in, [](std::int64_t& index, const auto& x) {
          for (std::size_t k = 0; k < x.size(); ++k)
            if (largest ? x[k] < x[static_cast<std::size_t>(index)] : x[k] > x[static_cast<std::size_t>(index)]) index = static_cast<std::int64_t>(k);
        });
      });
}

}  // namespace etalon::verify
