#pragma once
#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/moe/experts.hpp"

namespace etalon::reference::moe {

/// Route by route, as it is written; the activation may be another.
template <class Activate>
struct ExpertMixtureFormula {
  using Op = contract::moe::ExpertMixture;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in) const {
    return Op::Out<T>{mixture(in, in.x, in.weights, in.index, Activate{})};
  }
};

}  // namespace etalon::reference::moe
