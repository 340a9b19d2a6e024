#include "reference/contract/moe/ensemble_average.hpp"

#include <algorithm>

#include "fast/moe/experts.hpp"

namespace etalon {
using namespace fast;
using contract::moe::EnsembleAverage;
using contract::moe::EnsembleAverageVjp;

namespace {

/// 1 for every answer.
template <class T>
Tensor<T> ones(const EnsembleAverage::In<T>& in) {
  Tensor<T> weights({in.x.shape[0], in.w1.shape[0]});
  std::fill(weights.begin(), weights.end(), T(1));
  return weights;
}

}  // namespace

template <>
const Fast<EnsembleAverage> Wings<EnsembleAverage>::fast = []<class T>(const EnsembleAverage::In<T>& in) -> Result<EnsembleAverage::Out<T>> {
  const std::int64_t n = in.w1.shape[0];
  auto y = moe::mixture(in, in.x, ones(in), moe::everywhere(in.x.shape[0], n));
  if (!y) return y.failure();
  for (T& entry : *y) entry /= static_cast<T>(n);
  return EnsembleAverage::Out<T>{std::move(*y)};
};

template <>
const Fast<EnsembleAverageVjp> Wings<EnsembleAverageVjp>::fast = []<class T>(const EnsembleAverageVjp::In<T>& in) -> Result<EnsembleAverageVjp::Out<T>> {
  const std::int64_t n = in.w1.shape[0];
  const Tensor<T> share = map(in.cotangent.y, [n](T c) { return c / static_cast<T>(n); });
  auto pulled = moe::pulled_mixture(in, in.x, ones<T>(in), moe::everywhere(in.x.shape[0], n), share);
  if (!pulled) return pulled.failure();
  return EnsembleAverageVjp::Out<T>{std::move(pulled->x), std::move(pulled->w1), std::move(pulled->b1), std::move(pulled->w2), std::move(pulled->b2)};
};

}  // namespace etalon
