#include "reference/contract/moe/expert_mixture.hpp"

#include "fast/moe/experts.hpp"

namespace etalon {
using namespace fast::moe;
using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;

template <>
const Fast<ExpertMixture> Wings<ExpertMixture>::fast = []<class T>(const ExpertMixture::In<T>& in, Seen& seen) -> Result<ExpertMixture::Out<T>> {
  auto y = mixture(in, in.x, in.weights, in.index, seen);
  if (!y) return y.failure();
  return ExpertMixture::Out<T>{std::move(*y)};
};

template <>
const Fast<ExpertMixtureVjp> Wings<ExpertMixtureVjp>::fast = []<class T>(const ExpertMixtureVjp::In<T>& in, Seen& seen) -> Result<ExpertMixtureVjp::Out<T>> {
  auto pulled = pulled_mixture(in, in.x, in.weights, in.index, in.cotangent.y, seen);
  if (!pulled) return pulled.failure();
  return ExpertMixtureVjp::Out<T>{std::move(pulled->weights), std::move(pulled->x), std::move(pulled->w1), std::move(pulled->b1), std::move(pulled->w2), std::move(pulled->b2)};
};

}  // namespace etalon
