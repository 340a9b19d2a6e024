#include "reference/contract/vae/importance_weighted_bound.hpp"

#include <algorithm>
#include <cmath>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::vae::ImportanceWeightedBound;
using contract::vae::ImportanceWeightedBoundVjp;

namespace {

/// w/largest w of sample i, their sum, and log of the largest.
template <class T>
struct Draws {
  std::vector<T> w, log_w;
  T largest, sum;

  Draws(const ImportanceWeightedBound::In<T>& in, std::int64_t i) {
    for (std::int64_t k = 0; k < in.log_joint.shape[1]; ++k) log_w.push_back(in.log_joint(i, k) - in.log_posterior(i, k));
    largest = *std::max_element(log_w.begin(), log_w.end());
    for (const T x : log_w) w.push_back(std::exp(x - largest));
    sum = fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(w.size()), [&](std::int64_t k) { return w[static_cast<std::size_t>(k)]; });
  }
  /// y·w/Σw, by the root of a weight that may be subnormal where the product is not.
  T times_share(std::size_t k, T y) const {
    if (log_w[k] - largest > -80) return y * (w[k] / sum);
    const T root = std::exp((log_w[k] - largest) / 2);
    return y * root / sum * root;
  }
};

}  // namespace

/// By the largest weight and log1p of the mean's distance from it, which is 0 for equal weights.
template <>
const Fast<ImportanceWeightedBound> Wings<ImportanceWeightedBound>::fast =
    []<class T>(const ImportanceWeightedBound::In<T>& in) -> Result<ImportanceWeightedBound::Out<T>> {
  Tensor<T> y({in.log_joint.shape[0]});
  for (std::int64_t i = 0; i < y.shape[0]; ++i) {
    const Draws<T> draws(in, i);
    const T k = static_cast<T>(draws.w.size());
    const T below = fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(draws.w.size()), [&](std::int64_t j) {
      const auto at = static_cast<std::size_t>(j);
      return std::expm1(draws.log_w[at] - draws.largest);
    });
    y[i] = draws.largest + (draws.sum > k / 2 ? std::log1p(below / k) : std::log(draws.sum / k));
  }
  return ImportanceWeightedBound::Out<T>{std::move(y)};
};

template <>
const Fast<ImportanceWeightedBoundVjp> Wings<ImportanceWeightedBoundVjp>::fast =
    []<class T>(const ImportanceWeightedBoundVjp::In<T>& in) -> Result<ImportanceWeightedBoundVjp::Out<T>> {
  ImportanceWeightedBoundVjp::Out<T> out{Tensor<T>(in.log_joint.shape), Tensor<T>(in.log_joint.shape)};
  for (std::int64_t i = 0; i < in.log_joint.shape[0]; ++i) {
    const Draws<T> draws(in, i);
    for (std::size_t k = 0; k < draws.w.size(); ++k) {
      out.grad_log_joint(i, k) = draws.times_share(k, in.cotangent.bound[i]);
      out.grad_log_posterior(i, k) = -out.grad_log_joint(i, k);
    }
  }
  return out;
};

}  // namespace etalon
