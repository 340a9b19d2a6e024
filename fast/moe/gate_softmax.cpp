#include "reference/contract/moe/gate_softmax.hpp"

#include "fast/moe/experts.hpp"
#include "reference/contract/nn/softmax.hpp"

namespace etalon {
using namespace fast;
using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

template <>
const Fast<GateSoftmax> Wings<GateSoftmax>::fast = []<class T>(const GateSoftmax::In<T>& in) -> Result<GateSoftmax::Out<T>> {
  auto y = Wings<Softmax>::fast(Softmax::In<T>{moe::logits(in.x, in.gate)});
  if (!y) return y.failure();
  return GateSoftmax::Out<T>{std::move(y->y)};
};

template <>
const Fast<GateSoftmaxVjp> Wings<GateSoftmaxVjp>::fast = []<class T>(const GateSoftmaxVjp::In<T>& in) -> Result<GateSoftmaxVjp::Out<T>> {
  const auto pulled = Wings<SoftmaxVjp>::fast(typename SoftmaxVjp::In<T>{{moe::logits(in.x, in.gate)}, {in.cotangent.g}});
  if (!pulled) return pulled.failure();
  auto [grad_x, grad_gate] = moe::pulled_logits(in.x, in.gate, pulled->grad_x);
  return GateSoftmaxVjp::Out<T>{std::move(grad_x), std::move(grad_gate)};
};

}  // namespace etalon
