#include "reference/contract/nn/soft_cross_entropy.hpp"

#include "fast/nn/shares.hpp"

namespace etalon {
using contract::nn::SoftCrossEntropy;
using contract::nn::SoftCrossEntropyGradient;
using fast::nn::Shares;

namespace {

template <class T>
Shares<T> sample(const SoftCrossEntropy::In<T>& in, std::int64_t i, T divisor) {
  std::vector<T> shares;
  for (std::int64_t k = 0; k < in.x.shape[1]; ++k) shares.push_back(SoftCrossEntropy::share(in, i, k));
  return {{in.x.begin() + i * in.x.shape[1], in.x.begin() + (i + 1) * in.x.shape[1]}, std::move(shares), divisor};
}

}  // namespace

/// In pairs.
template <>
const Fast<SoftCrossEntropy> Wings<SoftCrossEntropy>::fast = []<class T>(const SoftCrossEntropy::In<T>& in, SoftCrossEntropy::Variant variant) -> Result<SoftCrossEntropy::Out<T>> {
  const T divisor = SoftCrossEntropy::divisor(in, variant);
  return SoftCrossEntropy::Out<T>{fast::tensor::pairwise_sum<T>(0, in.x.shape[0], [&](std::int64_t i) { return sample(in, i, divisor).loss(); })};
};

/// Of each sample.
template <>
const Fast<SoftCrossEntropyGradient> Wings<SoftCrossEntropyGradient>::fast =
    []<class T>(const SoftCrossEntropy::In<T>& in, SoftCrossEntropy::Variant variant) -> Result<SoftCrossEntropyGradient::Out<T>> {
  const T divisor = SoftCrossEntropy::divisor(in, variant);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    const Shares<T> row = sample(in, i, divisor);
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) grad_x(i, j) = row.slope(static_cast<std::size_t>(j));
  }
  return SoftCrossEntropyGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
