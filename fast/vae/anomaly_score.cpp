#include "reference/contract/vae/anomaly_score.hpp"

#include "fast/vae/spread.hpp"
#include "reference/contract/vae/bernoulli_log_likelihood.hpp"
#include "reference/contract/vae/gaussian_log_likelihood.hpp"

namespace etalon {
using contract::vae::AnomalyScore;
using contract::vae::BernoulliLogLikelihood;
using contract::vae::GaussianLogLikelihood;

template <>
const Fast<AnomalyScore> Wings<AnomalyScore>::fast = []<class T>(const AnomalyScore::In<T>& in, AnomalyScore::Variant variant) -> Result<AnomalyScore::Out<T>> {
  Tensor<T> score;
  if (in.likelihood == "bernoulli") {
    auto y = Wings<BernoulliLogLikelihood>::fast(BernoulliLogLikelihood::In<T>{in.x, in.decoded});
    if (!y) return y.failure();
    score = std::move(y->log_likelihood);
  } else {
    auto y = Wings<GaussianLogLikelihood>::fast(GaussianLogLikelihood::In<T>{in.x, in.decoded, Tensor<T>(Dimensions{}, {T(1)})});
    if (!y) return y.failure();
    score = std::move(y->log_likelihood);
  }
  const std::int64_t d = in.mu.shape[1];
  for (std::int64_t i = 0; i < score.shape[0]; ++i) {
    score[i] = -score[i];
    if (variant == AnomalyScore::Variant::negative_elbo)
      score[i] += fast::tensor::pairwise_sum<T>(i * d, (i + 1) * d, [&](std::int64_t k) { return in.mu[k] / 2 * in.mu[k] + fast::vae::half_expm1_minus(in.log_variance[k]); });
  }
  return AnomalyScore::Out<T>{std::move(score)};
};

}  // namespace etalon
