#include "reference/contract/moe/switch_layer.hpp"

#include <utility>
#include <vector>

#include "fast/moe/experts.hpp"
#include "reference/contract/nn/softmax.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SwitchLayer;
using contract::moe::SwitchLayerVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using Variant = SwitchLayer::Variant;

namespace {

/// The tokens that have an expert, without gaps.
template <class T>
struct Routed {
  std::vector<std::int64_t> tokens;
  Tensor<T> x, logits, p;  // p at the experts
  Tensor<std::int64_t> index;

  explicit Routed(const SwitchLayer::In<T>& in) {
    for (std::int64_t token = 0; token < in.x.shape[0]; ++token)
      if (in.assignment[token] >= 0) tokens.push_back(token);
    const std::int64_t r = static_cast<std::int64_t>(tokens.size());
    x = moe::gathered(in.x, tokens.data(), r, 1), index = Tensor<std::int64_t>({r, 1}), p = Tensor<T>({r, 1});
    logits = moe::logits(x, in.gate);
    for (std::int64_t k = 0; k < r; ++k) index[k] = in.assignment[tokens[static_cast<std::size_t>(k)]];
  }
  Result<Tensor<T>> weigh() {
    const auto weights = Wings<Softmax>::fast(Softmax::In<T>{logits}, Softmax::Variant::undefined);
    if (!weights) return weights.failure();
    for (std::int64_t k = 0; k < index.shape[0]; ++k) p[k] = weights->y(k, index[k]);
    return p;
  }
  void scatter(const Tensor<T>& rows, Tensor<T>& to) const {
    for (std::int64_t k = 0; k < rows.shape[0]; ++k)
      for (std::int64_t j = 0; j < rows.shape[1]; ++j) to(tokens[static_cast<std::size_t>(k)], j) = rows(k, j);
  }
};
/// Where a token is dropped, that row of `from`.
template <class T>
void pass(const SwitchLayer::In<T>& in, const Tensor<T>& from, Tensor<T>& to) {
  for (std::int64_t token = 0; token < to.shape[0]; ++token)
    for (std::int64_t j = 0; in.assignment[token] < 0 && j < to.shape[1]; ++j) to(token, j) = from(token, j);
}

}  // namespace

/// BLAS for each expert's tokens.
template <>
const Fast<SwitchLayer> Wings<SwitchLayer>::fast = []<class T>(const SwitchLayer::In<T>& in, Variant variant) -> Result<SwitchLayer::Out<T>> {
  Routed<T> routed(in);
  Tensor<T> y({in.x.shape[0], in.w2.shape[1]});
  if (variant == Variant::pass_through) pass(in, in.x, y);
  if (routed.tokens.empty()) return SwitchLayer::Out<T>{std::move(y)};
  if (const auto p = routed.weigh(); !p) return p.failure();
  const auto answers = moe::mixture(in, routed.x, routed.p, routed.index);
  if (!answers) return answers.failure();
  routed.scatter(*answers, y);
  return SwitchLayer::Out<T>{std::move(y)};
};

/// The same back, and through the softmax to the gate.
template <>
const Fast<SwitchLayerVjp> Wings<SwitchLayerVjp>::fast = []<class T>(const SwitchLayerVjp::In<T>& in, Variant variant) -> Result<SwitchLayerVjp::Out<T>> {
  Routed<T> routed(in);
  SwitchLayerVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.gate.shape), Tensor<T>(in.w1.shape), Tensor<T>(in.b1.shape), Tensor<T>(in.w2.shape), Tensor<T>(in.b2.shape)};
  if (variant == Variant::pass_through) pass(in, in.cotangent.y, out.grad_x);
  if (routed.tokens.empty()) return out;
  if (const auto p = routed.weigh(); !p) return p.failure();
  const std::int64_t r = routed.x.shape[0];
  auto pulled = moe::pulled_mixture(in, routed.x, routed.p, routed.index, moe::gathered(in.cotangent.y, routed.tokens.data(), r, 1));
  if (!pulled) return pulled.failure();
  Tensor<T> of_p(routed.logits.shape);
  for (std::int64_t k = 0; k < r; ++k) of_p(k, routed.index[k]) = pulled->weights[k];
  const auto of_logits = Wings<SoftmaxVjp>::fast(SoftmaxVjp::In<T>{{routed.logits}, {std::move(of_p)}}, Softmax::Variant::undefined);
  if (!of_logits) return of_logits.failure();
  auto [x, gate] = moe::pulled_logits(routed.x, in.gate, of_logits->grad_x);
  for (std::size_t i = 0; i < x.size(); ++i) pulled->x[i] += x[i];
  routed.scatter(pulled->x, out.grad_x);
  out.grad_gate = std::move(gate), out.grad_w1 = std::move(pulled->w1), out.grad_b1 = std::move(pulled->b1), out.grad_w2 = std::move(pulled->w2), out.grad_b2 = std::move(pulled->b2);
  return out;
};

}  // namespace etalon
