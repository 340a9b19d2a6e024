#include "reference/contract/vae/categorical_log_likelihood.hpp"

#include "fast/nn/shares.hpp"

namespace etalon {
using contract::vae::CategoricalLogLikelihood;
using contract::vae::CategoricalLogLikelihoodVjp;
using fast::nn::Shares;

namespace {

/// Pixel i of all, with the share y of its class.
template <class T>
Shares<T> pixel(const CategoricalLogLikelihood::In<T>& in, std::int64_t i, T y) {
  const std::int64_t c = in.logits.shape[2];
  std::vector<T> shares(static_cast<std::size_t>(c), T(0));
  shares[static_cast<std::size_t>(in.x[static_cast<std::size_t>(i)])] = y;
  return {{in.logits.begin() + i * c, in.logits.begin() + (i + 1) * c}, std::move(shares), T(1)};
}

}  // namespace

template <>
const Fast<CategoricalLogLikelihood> Wings<CategoricalLogLikelihood>::fast =
    []<class T>(const CategoricalLogLikelihood::In<T>& in) -> Result<CategoricalLogLikelihood::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> y({n});
  for (std::int64_t i = 0; i < n; ++i) y[i] = -fast::tensor::pairwise_sum<T>(i * p, (i + 1) * p, [&](std::int64_t k) { return pixel(in, k, T(1)).loss(); });
  return CategoricalLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Fast<CategoricalLogLikelihoodVjp> Wings<CategoricalLogLikelihoodVjp>::fast =
    []<class T>(const CategoricalLogLikelihoodVjp::In<T>& in) -> Result<CategoricalLogLikelihoodVjp::Out<T>> {
  Tensor<T> grad(in.logits.shape);
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1], c = in.logits.shape[2];
  for (std::int64_t i = 0; i < n * p; ++i) {
    const Shares<T> of = pixel(in, i, -in.cotangent.log_likelihood[i / p]);
    for (std::int64_t k = 0; k < c; ++k) grad[i * c + k] = of.slope(static_cast<std::size_t>(k));
  }
  return CategoricalLogLikelihoodVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
