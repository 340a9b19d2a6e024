#include "reference/contract/moe/train_step.hpp"

#include "fast/moe/sparse_layer.hpp"
#include "reference/contract/moe/gate_softmax.hpp"

namespace etalon {
using namespace fast;
using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::moe::TrainStep;

/// Backpropagation through the layer at its routes, and through the softmax that the balance reads.
template <>
const Fast<TrainStep> Wings<TrainStep>::fast = []<class T>(const TrainStep::In<T>& in, TrainStep::Variant variant) -> Result<TrainStep::Out<T>> {
  const std::int64_t t = in.x.shape[0], n = in.gate.shape[0];
  const auto y = moe::sparse_layer<T>(in, variant);
  if (!y) return y.failure();
  const T answers = static_cast<T>(y->size());
  Tensor<T> slopes = *y;
  for (std::size_t i = 0; i < slopes.size(); ++i) slopes[i] = 2 * (slopes[i] - in.target[i]) / answers;
  const T squares = tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(y->size()), [&](std::int64_t i) {
    const T off = (*y)[static_cast<std::size_t>(i)] - in.target[static_cast<std::size_t>(i)];
    return off * (off / answers);
  });
  auto pulled = moe::pulled_sparse_layer<T>(in, variant, slopes);
  if (!pulled) return pulled.failure();

  std::vector<std::int64_t> routes(static_cast<std::size_t>(n), 0);
  for (const std::int64_t i : in.index) ++routes[static_cast<std::size_t>(i)];
  GateSoftmaxVjp::In<T> gate{{in.x, in.gate}, {Tensor<T>({t, n})}};
  const auto g = Wings<GateSoftmax>::fast(gate);
  if (!g) return g.failure();
  T balance = 0;
  for (std::size_t at = 0; at < g->g.size(); ++at) {
    const T share = static_cast<T>(routes[at % static_cast<std::size_t>(n)]) / static_cast<T>(in.index.size());
    gate.cotangent.g[at] = in.alpha * static_cast<T>(n) * share / static_cast<T>(t);
    balance += gate.cotangent.g[at] * g->g[at];
  }
  const auto of_balance = Wings<GateSoftmaxVjp>::fast(gate);
  if (!of_balance) return of_balance.failure();
  for (std::size_t i = 0; i < in.gate.size(); ++i) pulled->weights[i] += of_balance->grad_gate[i];

  const auto stepped = [&](const Tensor<T>& theta, const Tensor<T>& slope) {
    Tensor<T> next = theta;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] -= in.rate * slope[i];
    return next;
  };
  return TrainStep::Out<T>{stepped(in.gate, pulled->weights), stepped(in.w1, pulled->w1), stepped(in.b1, pulled->b1), stepped(in.w2, pulled->w2), stepped(in.b2, pulled->b2), squares + balance};
};

}  // namespace etalon
