#include <algorithm>

#include "reference/contract/moe/load_balance_loss.hpp"
#include "verify/mutants.hpp"

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

template <class T>
Result<LoadBalanceLoss::Out<T>> scaled_by(const LoadBalanceLoss::In<T>& in, Variant v, T factor) {
  auto out = Wings<LoadBalanceLoss>::fast(in, v);
  if (out) out->loss *= factor;
  return out;
}

const auto registered =
    mutants<LoadBalanceLoss>()
        .add("summed_probabilities", "P summed over the tokens instead of averaged",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) { return scaled_by(in, v, static_cast<T>(in.assignment.size())); })
        .add("squared_experts", "the factor n twice",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) {
               const T n = static_cast<T>(in.probabilities.shape[1]);
               return scaled_by(in, v, n * n);
             })
        .add("alpha_forgotten", "the loss without its weight",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLoss::Out<T>> {
               if (const auto valid = Wings<LoadBalanceLoss>::fast(in, v); !valid) return valid.failure();
               auto unweighted = in;
               unweighted.alpha = 1;
               return Wings<LoadBalanceLoss>::fast(unweighted, v);
             })
        .add("argmax_assignment", "the tokens counted where their probability is largest, not where they go",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLoss::Out<T>> {
               if (const auto valid = Wings<LoadBalanceLoss>::fast(in, v); !valid) return valid.failure();
               return Wings<LoadBalanceLoss>::fast(routed_by_maximum(in), v);
             })
        .add("soft_fractions", "Σ P²: the fractions replaced by the mean probabilities",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLoss::Out<T>> {
               if (const auto valid = Wings<LoadBalanceLoss>::fast(in, v); !valid) return valid.failure();
               const auto t = in.probabilities.shape[0], n = in.probabilities.shape[1];
               T sum = 0;
               for (std::int64_t i = 0; i < n; ++i) {
                 T mean = 0;
                 for (std::int64_t k = 0; k < t; ++k) mean += in.probabilities(k, i) / static_cast<T>(t);
                 sum += mean * mean;
               }
               return LoadBalanceLoss::Out<T>{in.alpha * (v == Variant::scaled ? static_cast<T>(n) : T(1)) * sum};
             });

const auto registered_gradient =
    mutants<LoadBalanceLossGradient>()
        .add("through_fractions", "twice the gradient: f differentiated as if it were P",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLossGradient::Out<T>> {
               auto out = Wings<LoadBalanceLossGradient>::fast(in, v);
               if (out)
                 for (T& g : out->grad_probabilities) g *= 2;
               return out;
             })
        .add("only_chosen", "a gradient for the chosen expert of each token alone",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLossGradient::Out<T>> {
               auto out = Wings<LoadBalanceLossGradient>::fast(in, v);
               if (out)
                 for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k)
                   for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i)
                     if (i != in.assignment[k]) out->grad_probabilities(k, i) = 0;
               return out;
             })
        .add("not_averaged", "the mean's factor 1/t forgotten",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLossGradient::Out<T>> {
               auto out = Wings<LoadBalanceLossGradient>::fast(in, v);
               if (out)
                 for (T& g : out->grad_probabilities) g *= static_cast<T>(in.assignment.size());
               return out;
             })
        .add("at_least_one_token", "counts start at 1, so that no expert starves",
             []<class T>(const LoadBalanceLoss::In<T>& in, Variant v) -> Result<LoadBalanceLossGradient::Out<T>> {
               auto out = Wings<LoadBalanceLossGradient>::fast(in, v);
               const T t = static_cast<T>(in.assignment.size());
               if (out)
                 for (T& g : out->grad_probabilities) g += in.alpha / t / t;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
