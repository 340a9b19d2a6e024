#include "reference/contract/vae/categorical_log_likelihood.hpp"

#include "reference/nn/shares.hpp"

namespace etalon {
using contract::vae::CategoricalLogLikelihood;
using contract::vae::CategoricalLogLikelihoodVjp;

namespace {

/// The logits of pixel i of all, and 1 for its class.
template <class T>
std::vector<T> pixel(const CategoricalLogLikelihood::In<T>& in, std::int64_t i) {
  const std::int64_t c = in.logits.shape[2];
  return {in.logits.begin() + i * c, in.logits.begin() + (i + 1) * c};
}
template <class T>
std::vector<T> shares(const CategoricalLogLikelihood::In<T>& in, std::int64_t i) {
  std::vector<T> all(static_cast<std::size_t>(in.logits.shape[2]), T(0));
  all[static_cast<std::size_t>(in.x[static_cast<std::size_t>(i)])] = 1;
  return all;
}

}  // namespace

template <>
const Reference<CategoricalLogLikelihood> Wings<CategoricalLogLikelihood>::reference =
    []<class T>(const CategoricalLogLikelihood::In<T>& in) -> Result<CategoricalLogLikelihood::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> y({n});
  for (std::int64_t i = 0; i < n * p; ++i) y[i / p] -= reference::nn::cross_entropy(pixel(in, i), shares(in, i));
  return CategoricalLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Reference<CategoricalLogLikelihoodVjp> Wings<CategoricalLogLikelihoodVjp>::reference =
    []<class T>(const CategoricalLogLikelihoodVjp::In<T>& in) -> Result<CategoricalLogLikelihoodVjp::Out<T>> {
  Tensor<T> grad = in.logits;
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1], c = in.logits.shape[2];
  for (std::int64_t i = 0; i < n * p; ++i) {
    const std::vector<T> of_loss = reference::nn::cross_entropy_gradient(pixel(in, i), shares(in, i));
    for (std::int64_t k = 0; k < c; ++k) grad[i * c + k] = -in.cotangent.log_likelihood[i / p] * of_loss[static_cast<std::size_t>(k)];
  }
  return CategoricalLogLikelihoodVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
