#include "reference/contract/vae/importance_weighted_bound.hpp"

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::vae::ImportanceWeightedBound;
using contract::vae::ImportanceWeightedBoundVjp;

namespace {

/// log w of sample i.
template <class T>
std::vector<T> log_weights(const ImportanceWeightedBound::In<T>& in, std::int64_t i) {
  std::vector<T> all;
  for (std::int64_t k = 0; k < in.log_joint.shape[1]; ++k) all.push_back(in.log_joint(i, k) - in.log_posterior(i, k));
  return all;
}

}  // namespace

template <>
const Reference<ImportanceWeightedBound> Wings<ImportanceWeightedBound>::reference =
    []<class T>(const ImportanceWeightedBound::In<T>& in) -> Result<ImportanceWeightedBound::Out<T>> {
  Tensor<T> y({in.log_joint.shape[0]});
  for (std::int64_t i = 0; i < y.shape[0]; ++i) y[i] = log_sum_exp(log_weights(in, i)) - log(T(in.log_joint.shape[1]));
  return ImportanceWeightedBound::Out<T>{std::move(y)};
};

template <>
const Reference<ImportanceWeightedBoundVjp> Wings<ImportanceWeightedBoundVjp>::reference =
    []<class T>(const ImportanceWeightedBoundVjp::In<T>& in) -> Result<ImportanceWeightedBoundVjp::Out<T>> {
  ImportanceWeightedBoundVjp::Out<T> out{in.log_joint, in.log_joint};
  for (std::int64_t i = 0; i < in.log_joint.shape[0]; ++i) {
    const std::vector<T> weights = reference::nn::weights(log_weights(in, i));
    for (std::size_t k = 0; k < weights.size(); ++k) {
      out.grad_log_joint(i, k) = in.cotangent.bound[i] * weights[k];
      out.grad_log_posterior(i, k) = -out.grad_log_joint(i, k);
    }
  }
  return out;
};

}  // namespace etalon
