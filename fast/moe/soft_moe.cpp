#include "reference/contract/moe/soft_moe.hpp"

#include "fast/moe/experts.hpp"
#include "reference/contract/moe/gate_softmax.hpp"

namespace etalon {
using namespace fast;
using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::moe::SoftMoe;
using contract::moe::SoftMoeVjp;

/// A mixture in which every token goes to every expert.
template <>
const Fast<SoftMoe> Wings<SoftMoe>::fast = []<class T>(const SoftMoe::In<T>& in) -> Result<SoftMoe::Out<T>> {
  const auto gate = Wings<GateSoftmax>::fast(GateSoftmax::In<T>{in.x, in.gate});
  if (!gate) return gate.failure();
  auto y = moe::mixture(in, in.x, gate->g, moe::everywhere(in.x.shape[0], in.gate.shape[0]));
  if (!y) return y.failure();
  return SoftMoe::Out<T>{std::move(*y)};
};

template <>
const Fast<SoftMoeVjp> Wings<SoftMoeVjp>::fast = []<class T>(const SoftMoeVjp::In<T>& in) -> Result<SoftMoeVjp::Out<T>> {
  const auto gate = Wings<GateSoftmax>::fast(GateSoftmax::In<T>{in.x, in.gate});
  if (!gate) return gate.failure();
  auto pulled = moe::pulled_mixture(in, in.x, gate->g, moe::everywhere(in.x.shape[0], in.gate.shape[0]), in.cotangent.y);
  if (!pulled) return pulled.failure();
  auto of_gate = Wings<GateSoftmaxVjp>::fast(typename GateSoftmaxVjp::In<T>{{in.x, in.gate}, {std::move(pulled->weights)}});
  if (!of_gate) return of_gate.failure();
  for (std::size_t i = 0; i < pulled->x.size(); ++i) pulled->x[i] += of_gate->grad_x[i];
  return SoftMoeVjp::Out<T>{std::move(pulled->x), std::move(of_gate->grad_gate), std::move(pulled->w1), std::move(pulled->b1), std::move(pulled->w2), std::move(pulled->b2)};
};

}  // namespace etalon
