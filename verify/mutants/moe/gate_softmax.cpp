#include "reference/contract/moe/gate_softmax.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;

/// The gradient of the gate for other cotangents of the scores.
template <class T, class F>
void with_scores_of(GateSoftmaxVjp::Out<T>& out, const GateSoftmaxVjp::In<T>& in, F slope) {
  const Tensor<T> g = Wings<GateSoftmax>::fast(in)->g;
  for (T& entry : out.grad_gate) entry = 0;
  for (std::int64_t r = 0; r < g.shape[0]; ++r)
    for (std::int64_t i = 0; i < g.shape[1]; ++i)
      for (std::int64_t j = 0; j < in.x.shape[1]; ++j) out.grad_gate(i, j) += slope(g(r, i), in.cotangent.g(r, i)) * in.x(r, j);
}

const auto registered =
    mutants<GateSoftmax>()
        .spoils("over_tokens", "the softmax over the tokens instead of the experts", []<class T>(GateSoftmax::Out<T>& out, const GateSoftmax::In<T>& in) {
          auto other = in;
          std::swap(other.x, other.gate);
          const Tensor<T> g = Wings<GateSoftmax>::fast(other)->g;
          for (std::int64_t r = 0; r < g.shape[0]; ++r)
            for (std::int64_t i = 0; i < g.shape[1]; ++i) out.g(i, r) = g(r, i);
        })
        .spoils("logistic", "a sigmoid of each score: the weights do not sum to 1", []<class T>(GateSoftmax::Out<T>& out, const GateSoftmax::In<T>& in) {
          for (std::int64_t r = 0; r < out.g.shape[0]; ++r)
            for (std::int64_t i = 0; i < out.g.shape[1]; ++i) {
              T z = 0;
              for (std::int64_t j = 0; j < in.x.shape[1]; ++j) z += in.x(r, j) * in.gate(i, j);
              out.g(r, i) = 1 / (1 + std::exp(-z));
            }
        })
        .spoils("next_expert", "each weight at the expert after", []<class T>(GateSoftmax::Out<T>& out, const GateSoftmax::In<T>& in) {
          const std::int64_t n = in.gate.shape[0];
          for (std::int64_t r = 0; r < out.g.shape[0]; ++r) std::rotate(out.g.begin() + r * n, out.g.begin() + r * n + (n > 1), out.g.begin() + (r + 1) * n);
        })
        .spoils("scaled_scores", "the scores divided by √d, as attention does", []<class T>(GateSoftmax::Out<T>& out, const GateSoftmax::In<T>& in) {
          auto other = in;
          for (T& x : other.x) x /= std::sqrt(static_cast<T>(1 + in.x.shape[1]));
          out = *Wings<GateSoftmax>::fast(other);
        });

const auto registered_vjp =
    mutants<GateSoftmaxVjp>()
        .spoils("gate_lost", "the gate is not trained: its gradient is 0", [](auto& out, const auto&) { std::fill(out.grad_gate.begin(), out.grad_gate.end(), 0); })
        .spoils("jacobian_dropped", "ḡ taken for the cotangent of the scores", []<class T>(GateSoftmaxVjp::Out<T>& out, const GateSoftmaxVjp::In<T>& in) {
          with_scores_of(out, in, [](T, T c) { return c; });
        })
        .spoils("diagonal_alone", "g(1 − g)ḡ: the other experts' slopes dropped", []<class T>(GateSoftmaxVjp::Out<T>& out, const GateSoftmaxVjp::In<T>& in) {
          with_scores_of(out, in, [](T g, T c) { return g * (1 - g) * c; });
        })
        .spoils("x_lost", "the tokens before the gate get no gradient", [](auto& out, const auto&) { std::fill(out.grad_x.begin(), out.grad_x.end(), 0); })
        .spoils("averaged", "the gate's gradient averaged over the tokens", [](auto& out, const auto& in) {
          for (auto& g : out.grad_gate) g /= static_cast<float>(in.x.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
