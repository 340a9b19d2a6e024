#include <algorithm>

#include "reference/contract/moe/load_balance_loss.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using Variant = LoadBalanceLoss::Variant;

/// The expert with the largest probability of each token.
template <class T>
LoadBalanceLoss::In<T> routed_by_maximum(const LoadBalanceLoss::In<T>& in) {
  auto changed = in;
  const auto n = in.probabilities.shape[1];
  for (std::size_t k = 0; k < in.assignment.size(); ++k) {
    const auto row = in.probabilities.begin() + static_cast<std::int64_t>(k) * n;
    changed.assignment[k] = std::max_element(row, row + n) - row;
  }
  return changed;
}

const auto registered =
    mutants<LoadBalanceLoss>()
        .spoils("summed_probabilities", "P summed over the tokens instead of averaged", [](auto& out, const auto& in) {
          out.loss *= static_cast<float>(in.assignment.size());
        })
        .spoils("squared_experts", "the factor n twice", [](auto& out, const auto& in) {
          const auto n = static_cast<float>(in.probabilities.shape[1]);
          out.loss *= n * n;
        })
        .add("alpha_forgotten", "the loss without its weight",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) {
               return Wings<LoadBalanceLoss>::fast(LoadBalanceLoss::In<T>{in.probabilities, in.assignment, 1}, v);
             })
        .add("argmax_assignment", "the tokens counted where their probability is largest, not where they go",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) { return Wings<LoadBalanceLoss>::fast(routed_by_maximum(in), v); })
        .spoils("soft_fractions", "Σ P²: the fractions replaced by the mean probabilities", [](auto& out, const auto& in, Variant v) {
          const auto t = in.probabilities.shape[0], n = in.probabilities.shape[1];
          auto sum = in.alpha * 0;
          for (std::int64_t i = 0; i < n; ++i) {
            auto mean = in.alpha * 0;
            for (std::int64_t k = 0; k < t; ++k) mean += in.probabilities(k, i) / static_cast<float>(t);
            sum += mean * mean;
          }
          out.loss = in.alpha * static_cast<float>(v == Variant::scaled ? n : 1) * sum;
        });

const auto registered_gradient =
    mutants<LoadBalanceLossGradient>()
        .spoils("through_fractions", "twice the gradient: f differentiated as if it were P", [](auto& out, const auto&) {
          for (auto& g : out.grad_probabilities) g *= 2;
        })
        .spoils("only_chosen", "a gradient for the chosen expert of each token alone", [](auto& out, const auto& in) {
          for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k)
            for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i)
              if (i != in.assignment[k]) out.grad_probabilities(k, i) = 0;
        })
        .spoils("not_averaged", "the mean's factor 1/t forgotten", [](auto& out, const auto& in) {
          for (auto& g : out.grad_probabilities) g *= static_cast<float>(in.assignment.size());
        })
        .spoils("at_least_one_token", "counts start at 1, so that no expert starves", [](auto& out, const auto& in) {
          const auto t = static_cast<float>(in.assignment.size());
          for (auto& g : out.grad_probabilities) g += in.alpha / t / t;
        });

}  // namespace
}  // namespace etalon::verify
