#include "reference/contract/moe/shared_experts.hpp"

#include <algorithm>

#include "fast/moe/sparse_layer.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SharedExperts;
using contract::moe::SharedExpertsVjp;

namespace {

/// What every token goes through, as a mixture of its own whose weights are 1.
template <class T>
struct Shared {
  const Tensor<T>&w1, &b1, &w2, &b2;
  const std::string& activation;
  Tensor<std::int64_t> index;
  Tensor<T> ones;

  explicit Shared(const SharedExperts::In<T>& in)
      : w1(in.shared_w1), b1(in.shared_b1), w2(in.shared_w2), b2(in.shared_b2), activation(in.activation), index(moe::everywhere(in.x.shape[0], w1.shape[0])), ones(index.shape) {
    std::fill(ones.begin(), ones.end(), T(1));
  }
};
template <class T>
void add(Tensor<T>& sums, const Tensor<T>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}

}  // namespace

template <>
const Fast<SharedExperts> Wings<SharedExperts>::fast = []<class T>(const SharedExperts::In<T>& in, SharedExperts::Variant variant) -> Result<SharedExperts::Out<T>> {
  const Shared<T> shared(in);
  auto y = moe::sparse_layer<T>(in, variant);
  if (!y) return y.failure();
  const auto more = moe::mixture(shared, in.x, shared.ones, shared.index);
  if (!more) return more.failure();
  add(*y, *more);
  return SharedExperts::Out<T>{std::move(*y)};
};

template <>
const Fast<SharedExpertsVjp> Wings<SharedExpertsVjp>::fast = []<class T>(const SharedExpertsVjp::In<T>& in, SharedExperts::Variant variant) -> Result<SharedExpertsVjp::Out<T>> {
  const Shared<T> shared(in);
  auto pulled = moe::pulled_sparse_layer<T>(in, variant, in.cotangent.y);
  if (!pulled) return pulled.failure();
  auto more = moe::pulled_mixture(shared, in.x, shared.ones, shared.index, in.cotangent.y);
  if (!more) return more.failure();
  add(pulled->x, more->x);
  return SharedExpertsVjp::Out<T>{std::move(pulled->x),  std::move(pulled->weights), std::move(pulled->w1), std::move(pulled->b1), std::move(pulled->w2),
                                  std::move(pulled->b2), std::move(more->w1),        std::move(more->b1),   std::move(more->w2),   std::move(more->b2)};
};

}  // namespace etalon
