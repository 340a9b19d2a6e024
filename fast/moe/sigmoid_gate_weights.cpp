#include "reference/contract/moe/sigmoid_gate_weights.hpp"

#include "fast/moe/gate.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SigmoidGateWeights;
using contract::moe::SigmoidGateWeightsVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

namespace {

/// log σ of those chosen: their softmax is the quotient, and nothing underflows before it.
template <class T>
Tensor<T> log_sigmoids(const SigmoidGateWeights::In<T>& in) {
  return map(moe::chosen(in.logits, in.index), [](T l) { return -nn::softplus_of(-l); });
}

}  // namespace

template <>
const Fast<SigmoidGateWeights> Wings<SigmoidGateWeights>::fast = []<class T>(const SigmoidGateWeights::In<T>& in) -> Result<SigmoidGateWeights::Out<T>> {
  auto y = Wings<Softmax>::fast(Softmax::In<T>{log_sigmoids(in)});
  if (!y) return y.failure();
  for (T& weight : y->y) weight *= in.scale;
  return SigmoidGateWeights::Out<T>{std::move(y->y)};
};

template <>
const Fast<SigmoidGateWeightsVjp> Wings<SigmoidGateWeightsVjp>::fast = []<class T>(const SigmoidGateWeightsVjp::In<T>& in) -> Result<SigmoidGateWeightsVjp::Out<T>> {
  auto pulled = Wings<SoftmaxVjp>::fast(typename SoftmaxVjp::In<T>{{log_sigmoids<T>(in)}, {in.cotangent.weights}});
  if (!pulled) return pulled.failure();
  const Tensor<T> logits = moe::chosen(in.logits, in.index);
  for (std::size_t a = 0; a < logits.size(); ++a) pulled->grad_x[a] = pulled->grad_x[a] * nn::sigmoid_of(-logits[a]) * in.scale;
  return SigmoidGateWeightsVjp::Out<T>{moe::spread(pulled->grad_x, in.index, in.logits.shape[1])};
};

}  // namespace etalon
