#include "reference/contract/vae/bernoulli_log_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::BernoulliLogLikelihood;
using contract::vae::BernoulliLogLikelihoodVjp;

template <class T, class Entry>
void reduced(BernoulliLogLikelihood::Out<T>& out, const BernoulliLogLikelihood::In<T>& in, Entry entry) {
  for (T& y : out.log_likelihood) y = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) out.log_likelihood[i / in.x.shape[1]] += entry(in.x[i], in.logits[i]);
}

const auto registered =
    mutants<BernoulliLogLikelihood>()
        .spoils("saturated", "log of σ(a) and of 1 − σ(a): a saturated probability has no logarithm", [](auto& out, const auto& in) {
          reduced(out, in, [](auto x, auto a) {
            const auto q = 1 / (1 + std::exp(-a));
            return x * std::log(q) + (1 - x) * std::log(1 - q);
          });
        })
        .spoils("clamped", "logarithms of at least −100, as F.binary_cross_entropy", [](auto& out, const auto& in) {
          reduced(out, in, [](auto x, auto a) {
            using T = decltype(a);
            const T q = 1 / (1 + std::exp(-a));
            return x * std::max(std::log(q), T(-100)) + (1 - x) * std::max(std::log(1 - q), T(-100));
          });
        })
        .spoils("logits_cancel", "x·a − log(1 + eᵃ) as it is written", [](auto& out, const auto& in) {
          reduced(out, in, [](auto x, auto a) { return x * a - std::log(1 + std::exp(a)); });
        })
        .spoils("loss", "the negative, as training minimises it", [](auto& out, const auto&) {
          for (auto& y : out.log_likelihood) y = -y;
        })
        .spoils("averaged", "the mean over the pixels", [](auto& out, const auto& in) {
          for (auto& y : out.log_likelihood) y /= static_cast<float>(in.x.shape[1]);
        });

const auto registered_vjp =
    mutants<BernoulliLogLikelihoodVjp>()
        .spoils("nothing_left_of_the_right", "x − σ(a): a good reconstruction has no gradient", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_logits[i] = in.cotangent.log_likelihood[i / in.x.shape[1]] * (in.x[i] - 1 / (1 + std::exp(-in.logits[i])));
        })
        .spoils("logits_as_mean", "x − a: σ forgotten", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_logits[i] = in.cotangent.log_likelihood[i / in.x.shape[1]] * (in.x[i] - in.logits[i]);
        })
        .spoils("loss", "the gradient of the loss", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
