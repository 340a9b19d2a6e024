#include "reference/contract/moe/gumbel_softmax.hpp"

#include <cmath>

#include "reference/contract/nn/softmax.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GumbelSoftmax;
using contract::moe::GumbelSoftmaxVjp;
using contract::nn::Softmax;
using Variant = GumbelSoftmax::Variant;

/// softmax of what `score(logit, u, τ)` makes of each entry.
template <class T, class Score>
Result<GumbelSoftmax::Out<T>> softmax_of(const GumbelSoftmax::In<T>& in, Variant v, Score score, std::int64_t axis = -1) {
  Tensor<T> x = in.logits;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = score(in.logits[i], in.u[i], in.tau);
  auto y = Wings<Softmax>::fast(Softmax::In<T>{x, axis}, Softmax::Variant::undefined);
  if (!y) return y.failure();
  if (v == Variant::hard)
    for (std::int64_t token = 0; token < x.shape[0]; ++token) {
      std::int64_t best = 0;
      for (std::int64_t i = 0; i < x.shape[1]; ++i)
        if (x(token, i) > x(token, best)) best = i;
      for (std::int64_t i = 0; i < x.shape[1]; ++i) y->y(token, i) = static_cast<T>(i == best);
    }
  return GumbelSoftmax::Out<T>{y->y};
}

const auto registered =
    mutants<GumbelSoftmax>()
        .add("one_log", "g = −log u: one logarithm missing", []<class T>(const GumbelSoftmax::In<T>& in, Variant v) { return softmax_of(in, v, [](T l, T u, T tau) { return (l - std::log(u)) / tau; }); })
        .add("sign", "g = log(−log u)", []<class T>(const GumbelSoftmax::In<T>& in, Variant v) { return softmax_of(in, v, [](T l, T u, T tau) { return (l + std::log(-std::log(u))) / tau; }); })
        .add("epsilon", "−log(−log(u + 10⁻⁷) + 10⁻⁷): small u's and those near 1 are moved", []<class T>(const GumbelSoftmax::In<T>& in, Variant v) {
          return softmax_of(in, v, [](T l, T u, T tau) { return (l - std::log(-std::log(u + T(1e-7)) + T(1e-7))) / tau; });
        })
        .add("times_temperature", "τ multiplies", []<class T>(const GumbelSoftmax::In<T>& in, Variant v) { return softmax_of(in, v, [](T l, T u, T tau) { return (l - std::log(-std::log(u))) * tau; }); })
        .add("noise_not_cooled", "logits/τ + g", []<class T>(const GumbelSoftmax::In<T>& in, Variant v) { return softmax_of(in, v, [](T l, T u, T tau) { return l / tau - std::log(-std::log(u)); }); })
        .add("over_tokens", "normalised over the tokens of each expert", []<class T>(const GumbelSoftmax::In<T>& in, Variant) {
          return softmax_of(in, Variant::soft, [](T l, T u, T tau) { return (l - std::log(-std::log(u))) / tau; }, 0);
        })
        .spoils("still_soft", "hard gives the weights", []<class T>(GumbelSoftmax::Out<T>& out, const GumbelSoftmax::In<T>& in, Variant v) {
          if (v == Variant::hard) out = *Wings<GumbelSoftmax>::fast(in, Variant::soft);
          else out = *Wings<GumbelSoftmax>::fast(in, Variant::hard);
        });

const auto registered_vjp =
    mutants<GumbelSoftmaxVjp>()
        .spoils("hard_has_none", "hard's gradient is that of a step, 0; soft's that of hard", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = 0;
        })
        .spoils("identity", "the cotangent itself, as of a straight-through estimator without a softmax", []<class T>(GumbelSoftmaxVjp::Out<T>& out, const GumbelSoftmaxVjp::In<T>& in) { out.grad_logits = in.cotangent.y; })
        .spoils("temperature_forgotten", "not divided by τ", []<class T>(GumbelSoftmaxVjp::Out<T>& out, const GumbelSoftmaxVjp::In<T>& in) {
          for (T& g : out.grad_logits) g *= in.tau;
        })
        .spoils("of_the_choice", "y(ȳ − Σyȳ) with the hard y", []<class T>(GumbelSoftmaxVjp::Out<T>& out, const GumbelSoftmaxVjp::In<T>& in) {
          const auto y = Wings<GumbelSoftmax>::fast(in, Variant::hard)->y;
          for (std::int64_t token = 0; token < y.shape[0]; ++token) {
            T dot = 0;
            for (std::int64_t i = 0; i < y.shape[1]; ++i) dot += y(token, i) * in.cotangent.y(token, i);
            for (std::int64_t i = 0; i < y.shape[1]; ++i) out.grad_logits(token, i) = y(token, i) * (in.cotangent.y(token, i) - dot) / in.tau;
          }
        });

}  // namespace
}  // namespace etalon::verify
