#include "reference/contract/vae/bernoulli_log_likelihood.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::vae::BernoulliLogLikelihood;
using contract::vae::BernoulliLogLikelihoodVjp;
using reference::nn::sigma;

template <>
const Reference<BernoulliLogLikelihood> Wings<BernoulliLogLikelihood>::reference =
    []<class T>(const BernoulliLogLikelihood::In<T>& in) -> Result<BernoulliLogLikelihood::Out<T>> {
  Tensor<T> y({in.x.shape[0]});
  for (std::size_t i = 0; i < in.x.size(); ++i) y[i / in.x.shape[1]] -= in.x[i] * softplus(-in.logits[i]) + (1 - in.x[i]) * softplus(in.logits[i]);
  return BernoulliLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Reference<BernoulliLogLikelihoodVjp> Wings<BernoulliLogLikelihoodVjp>::reference =
    []<class T>(const BernoulliLogLikelihoodVjp::In<T>& in) -> Result<BernoulliLogLikelihoodVjp::Out<T>> {
  Tensor<T> grad = in.logits;
  for (std::size_t i = 0; i < grad.size(); ++i)
    grad[i] = in.cotangent.log_likelihood[i / in.x.shape[1]] * (in.x[i] * sigma(-in.logits[i]) - (1 - in.x[i]) * sigma(in.logits[i]));
  return BernoulliLogLikelihoodVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
