#include "reference/contract/moe/top_k_load_balance_loss.hpp"

#include <algorithm>
#include <set>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::TopKLoadBalanceLoss;
using contract::moe::TopKLoadBalanceLossGradient;
using Variant = TopKLoadBalanceLoss::Variant;

template <class T>
using In = TopKLoadBalanceLoss::In<T>;

template <class T>
In<T> without_mask(In<T> in) {
  std::fill(in.mask.begin(), in.mask.end(), 1);
  return in;
}
template <class T>
In<T> first_choice(In<T> in) {
  Tensor<std::int64_t> first({in.assignment.shape[0], 1});
  for (std::int64_t i = 0; i < first.shape[0]; ++i) first[i] = in.assignment(i, 0);
  in.assignment = first;
  return in;
}
template <class T>
In<T> in_one_group(In<T> in) {
  std::fill(in.group.begin(), in.group.end(), 0);
  return in;
}
template <class T>
std::size_t groups(const In<T>& in) {
  std::set<std::int64_t> all;
  for (std::size_t k = 0; k < in.mask.size(); ++k)
    if (in.mask[k] == 1) all.insert(in.group[k]);
  return all.size();
}

const auto registered =
    mutants<TopKLoadBalanceLoss>()
        .spoils("constant", "Σ fᵢ·mean p: the experts' probabilities averaged away, so that the loss is α for every router", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in, Variant v) {
          out.loss = in.alpha * static_cast<T>(v == Variant::over_tokens ? in.assignment.shape[1] : 1);
          if (v == Variant::unscaled) out.loss /= static_cast<T>(in.probabilities.shape[1]);
        })
        .spoils("wrong_axis", "the probabilities averaged over the experts of each token, not over the tokens", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in, Variant v) {
          const std::int64_t t = in.probabilities.shape[0], n = in.probabilities.shape[1];
          auto other = in;
          for (std::int64_t k = 0; k < t; ++k) {
            T mean = 0;
            for (std::int64_t i = 0; i < n; ++i) mean += in.probabilities(k, i) / static_cast<T>(n);
            for (std::int64_t i = 0; i < n; ++i) other.probabilities(k, i) = mean;
          }
          out = *Wings<TopKLoadBalanceLoss>::fast(other, v);
        })
        .add("padding_counts", "the mask is not read", []<class T>(const In<T>& in, Variant v) { return Wings<TopKLoadBalanceLoss>::fast(without_mask(in), v); })
        .spoils("first_choice_counts", "the first of a token's choices alone", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in, Variant v) { out = *Wings<TopKLoadBalanceLoss>::fast(first_choice(in), v); })
        .spoils("summed_over_groups", "the groups' losses summed, not averaged", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in) {
          out.loss *= static_cast<T>(groups(in));
        })
        .spoils("added_once_too_often", "the loss of each group added again to the batch's", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in, Variant v) {
          out.loss += Wings<TopKLoadBalanceLoss>::fast(in, v)->loss;
        })
        .spoils("groups_forgotten", "the whole batch is one group", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in, Variant v) { out = *Wings<TopKLoadBalanceLoss>::fast(in_one_group(in), v); })
        .spoils("divided_by_all_tokens", "counts without padding over all tokens", []<class T>(TopKLoadBalanceLoss::Out<T>& out, const In<T>& in) {
          T counted = 0;
          for (const std::int64_t one : in.mask) counted += static_cast<T>(one);
          out.loss *= counted / static_cast<T>(in.mask.size());
        });

const auto registered_gradient =
    mutants<TopKLoadBalanceLossGradient>()
        .spoils("lost", "a detached loss: its value is right, and its gradient 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_probabilities) g = 0;
        })
        .spoils("through_counts", "f differentiated as if it were P", [](auto& out, const auto&) {
          for (auto& g : out.grad_probabilities) g *= 2;
        })
        .spoils("only_chosen", "a gradient for the chosen experts of each token alone", []<class T>(TopKLoadBalanceLossGradient::Out<T>& out, const In<T>& in) {
          for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k)
            for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i) {
              bool chosen = false;
              for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) chosen = chosen || in.assignment(k, j) == i;
              if (!chosen) out.grad_probabilities(k, i) = 0;
            }
        })
        .add("padding_counts", "the mask is not read", []<class T>(const In<T>& in, Variant v) { return Wings<TopKLoadBalanceLossGradient>::fast(without_mask(in), v); })
        .spoils("first_choice_counts", "the first of a token's choices alone", []<class T>(TopKLoadBalanceLossGradient::Out<T>& out, const In<T>& in, Variant v) {
          out = *Wings<TopKLoadBalanceLossGradient>::fast(first_choice(in), v);
        })
        .spoils("groups_forgotten", "the whole batch is one group", []<class T>(TopKLoadBalanceLossGradient::Out<T>& out, const In<T>& in, Variant v) {
          out = *Wings<TopKLoadBalanceLossGradient>::fast(in_one_group(in), v);
        })
        .spoils("summed_over_groups", "the groups' losses summed, not averaged", []<class T>(TopKLoadBalanceLossGradient::Out<T>& out, const In<T>& in) {
          for (T& g : out.grad_probabilities) g *= static_cast<T>(groups(in));
        });

}  // namespace
}  // namespace etalon::verify
