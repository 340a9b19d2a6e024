#include "reference/contract/vae/importance_weighted_bound.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::ImportanceWeightedBound;
using contract::vae::ImportanceWeightedBoundVjp;

template <class T, class F, class G>
void reduced(ImportanceWeightedBound::Out<T>& out, const ImportanceWeightedBound::In<T>& in, F term, G whole) {
  for (std::int64_t i = 0; i < in.log_joint.shape[0]; ++i) {
    T sum = 0;
    for (std::int64_t k = 0; k < in.log_joint.shape[1]; ++k) sum += term(in.log_joint(i, k) - in.log_posterior(i, k));
    out.bound[i] = whole(sum / static_cast<T>(in.log_joint.shape[1]));
  }
}

const auto registered =
    mutants<ImportanceWeightedBound>()
        .spoils("mean_of_logarithms", "the evidence lower bound: the mean of log w", [](auto& out, const auto& in) {
          reduced(out, in, [](auto w) { return w; }, [](auto mean) { return mean; });
        })
        .spoils("weights_underflow", "the logarithm of the mean of the weights themselves", [](auto& out, const auto& in) {
          reduced(out, in, [](auto w) { return std::exp(w); }, [](auto mean) { return std::log(mean); });
        })
        .spoils("draws_forgotten", "log Σ w: not divided by K", [](auto& out, const auto& in) {
          for (auto& y : out.bound) y += std::log(static_cast<float>(in.log_joint.shape[1]));
        })
        .spoils("the_other_way", "log q − log p", []<class T>(ImportanceWeightedBound::Out<T>& out, const ImportanceWeightedBound::In<T>& in) {
          out = *Wings<ImportanceWeightedBound>::fast(ImportanceWeightedBound::In<T>{in.log_posterior, in.log_joint});
        });

const auto registered_vjp =
    mutants<ImportanceWeightedBoundVjp>()
        .spoils("equal_shares", "1/K: the gradient of the evidence lower bound", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < out.grad_log_joint.size(); ++i) out.grad_log_joint[i] = in.cotangent.bound[i / in.log_joint.shape[1]] / static_cast<float>(in.log_joint.shape[1]);
        })
        .spoils("posterior_held", "no gradient to log q: the weights are detached", [](auto& out, const auto&) {
          for (auto& g : out.grad_log_posterior) g = 0;
        })
        .spoils("same_sign", "log q counted as log p", [](auto& out, const auto&) { out.grad_log_posterior = out.grad_log_joint; })
        .spoils("divided_twice", "w̃ₖ/K", [](auto& out, const auto& in) {
          for (auto& g : out.grad_log_joint) g /= static_cast<float>(in.log_joint.shape[1]);
        });

}  // namespace
}  // namespace etalon::verify
