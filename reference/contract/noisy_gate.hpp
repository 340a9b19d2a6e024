#pragma once
#include "reference/contract/gate.hpp"

/// What gates with noise of a learnt size share.
namespace etalon::contract {

struct NoisyGate {
  inline static const Count t{"t", 1}, n{"n", 1}, d{"d", 1};

  template <class I> static auto noisy() {
    return std::tuple{in::data<&I::x>({t, d}, "a row for each token"), in::data<&I::gate>({n, d}, "the gate's weights, a row for each expert"),
                      in::data<&I::noise_weights>({n, d}, "the weights of the noise's size, a row for each expert"), in::exact<&I::noise>({t, n}, "ε, drawn from N(0, 1); 0 where there is none")};
  }
  static Clause all_finite() { return {"C1", ClauseKind::precondition, finite({"x", "gate", "noise_weights", "noise"})}; }
};

}  // namespace etalon::contract
