#pragma once
#include "verify/language/mutants.hpp"

/// Wrong scans.
namespace etalon::verify {

template <class Op>
Mutants<Op> wrong_scans() {
  return mutants<Op>()
      .spoils("always_inclusive", "exclusive is forgotten", [](auto& out, auto in) {
        in.exclusive = 0;
        out = *Wings<Op>::fast(in);
      })
      .spoils("always_forward", "reversed is forgotten", [](auto& out, auto in) {
        in.reversed = 0;
        out = *Wings<Op>::fast(in);
      })
      .spoils("mask_forgotten", "every entry counts", [](auto& out, auto in) {
        in.mask = Tensor<std::int64_t>({0});
        out = *Wings<Op>::fast(in);
      })
      .spoils("first_axis", "along the first axis, whatever is asked for", [](auto& out, auto in) {
        in.axis = 0;
        if (Lanes::along(in.x.shape, 0)) out = *Wings<Op>::fast(in);
      });
}

template <class Op>
Mutants<Op> wrong_scans_back() {
  return mutants<Op>()
      .spoils("same_direction", "the scan of ȳ from the same end", [](auto& out, auto in) {
        in.reversed = 1 - in.reversed;
        out = *Wings<Op>::fast(in);
      })
      .spoils("mask_forgotten", "masked entries have a gradient", [](auto& out, auto in) {
        in.mask = Tensor<std::int64_t>({0});
        out = *Wings<Op>::fast(in);
      });
}

}  // namespace etalon::verify
