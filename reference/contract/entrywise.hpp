#pragma once
#include "reference/contract/contract.hpp"

/// What functions of one tensor, entry by entry, share: `struct Sigmoid : Entrywise`, and `struct SigmoidVjp : EntrywiseVjp<Sigmoid>`.
namespace etalon::contract {

struct Entrywise {
  template <class T> struct In { Tensor<T> x; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::x>(Any{}, "any shape")}; }
};

/// x̄ = f′(x)·ȳ.
template <class Primal>
struct EntrywiseVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_x; };
};

}  // namespace etalon::contract
