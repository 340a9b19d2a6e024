#pragma once
#include "reference/contract/contract.hpp"

/// What the steps within a trust region share.
namespace etalon::contract {

/// The model gᵀp + ½pᵀHp, and ‖p‖ ≤ Δ.
struct TrustRegionModel {
  template <class T> struct In { Tensor<T> g, h; T delta; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient"), in::data<&In<T>::h>({n, n}, "the Hessian, or what stands for it: symmetric; only the lower triangle is read"),
                      in::exact<&In<T>::delta>({}, "Δ, the radius")};
  }
  static constexpr const char* no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to";
};

}  // namespace etalon::contract
