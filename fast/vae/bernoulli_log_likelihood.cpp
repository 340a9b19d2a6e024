#include "reference/contract/vae/bernoulli_log_likelihood.hpp"

#include "fast/nn/logistic.hpp"

namespace etalon {
using contract::vae::BernoulliLogLikelihood;
using contract::vae::BernoulliLogLikelihoodVjp;
using fast::nn::sigmoid_of;
using fast::nn::softplus_of;

template <>
const Fast<BernoulliLogLikelihood> Wings<BernoulliLogLikelihood>::fast =
    []<class T>(const BernoulliLogLikelihood::In<T>& in) -> Result<BernoulliLogLikelihood::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> y({n});
  for (std::int64_t i = 0; i < n; ++i)
    y[i] = -fast::tensor::pairwise_sum<T>(i * p, (i + 1) * p, [&](std::int64_t k) {
      const T x = in.x[k], a = in.logits[k];
      return (x == 0 ? T(0) : x * softplus_of(-a)) + (1 - x) * softplus_of(a);
    });
  return BernoulliLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Fast<BernoulliLogLikelihoodVjp> Wings<BernoulliLogLikelihoodVjp>::fast =
    []<class T>(const BernoulliLogLikelihoodVjp::In<T>& in) -> Result<BernoulliLogLikelihoodVjp::Out<T>> {
  Tensor<T> grad = in.logits;
  for (std::size_t i = 0; i < grad.size(); ++i) {
    const T x = in.x[i], a = in.logits[i];
    grad[i] = in.cotangent.log_likelihood[i / in.x.shape[1]] * (x * sigmoid_of(-a) - (1 - x) * sigmoid_of(a));
  }
  return BernoulliLogLikelihoodVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
