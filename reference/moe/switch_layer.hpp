#pragma once
#include "reference/contract/moe/switch_layer.hpp"
#include "reference/moe/experts.hpp"

namespace etalon::reference::moe {

/// Token by token, as it is written; a formula on any number.
template <class Activate = nn::Activation>
struct SwitchLayerFormula {
  template <class T>
  Result<contract::moe::SwitchLayer::Out<T>> operator()(const contract::moe::SwitchLayer::In<T>& in, contract::moe::SwitchLayer::Variant variant) const {
    const Tensor<T> p = softmax_of_rows(logits(in.x, in.gate));
    Tensor<T> y({in.x.shape[0], in.w2.shape[1]});
    for (std::int64_t token = 0; token < y.shape[0]; ++token) {
      const std::int64_t i = in.assignment[token];
      const std::vector<T> answer = i >= 0 ? expert(in, i, in.x, token, Activate{}) : std::vector<T>{};
      for (std::int64_t o = 0; o < y.shape[1]; ++o) {
        if (i >= 0) y(token, o) = p(token, i) * answer[static_cast<std::size_t>(o)];
        else if (variant == contract::moe::SwitchLayer::Variant::pass_through) y(token, o) = in.x(token, o);
      }
    }
    return contract::moe::SwitchLayer::Out<T>{std::move(y)};
  }
};

}  // namespace etalon::reference::moe
