#include "reference/contract/vae/anomaly_score.hpp"

#include "reference/vae/loss.hpp"

namespace etalon {
using contract::vae::AnomalyScore;
using reference::vae::negative_log_likelihood;

template <>
const Reference<AnomalyScore> Wings<AnomalyScore>::reference = []<class T>(const AnomalyScore::In<T>& in, AnomalyScore::Variant variant) -> Result<AnomalyScore::Out<T>> {
  Tensor<T> score({in.x.shape[0]});
  for (std::size_t i = 0; i < in.x.size(); ++i) score[i / in.x.shape[1]] += negative_log_likelihood(in.likelihood, in.x[i], in.decoded[i]);
  if (variant == AnomalyScore::Variant::negative_elbo)
    for (std::size_t i = 0; i < in.mu.size(); ++i) score[i / in.mu.shape[1]] += (square(in.mu[i]) + (expm1(in.log_variance[i]) - in.log_variance[i])) / 2;
  return AnomalyScore::Out<T>{std::move(score)};
};

}  // namespace etalon
