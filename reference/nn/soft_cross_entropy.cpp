#include "reference/contract/nn/soft_cross_entropy.hpp"

#include "reference/nn/shares.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::SoftCrossEntropy;
using contract::nn::SoftCrossEntropyGradient;
using reference::nn::row;

namespace {

template <class T>
std::vector<T> shares(const SoftCrossEntropy::In<T>& in, std::int64_t i) {
  std::vector<T> all;
  for (std::int64_t k = 0; k < in.x.shape[1]; ++k) all.push_back(SoftCrossEntropy::share(in, i, k));
  return all;
}

}  // namespace

/// Of each sample.
template <>
const Reference<SoftCrossEntropy> Wings<SoftCrossEntropy>::reference =
    []<class T>(const SoftCrossEntropy::In<T>& in, SoftCrossEntropy::Variant variant) -> Result<SoftCrossEntropy::Out<T>> {
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) sum += reference::nn::cross_entropy(row(in.x, i), shares(in, i));
  return SoftCrossEntropy::Out<T>{sum / SoftCrossEntropy::divisor(in, variant)};
};

/// Of each sample.
template <>
const Reference<SoftCrossEntropyGradient> Wings<SoftCrossEntropyGradient>::reference =
    []<class T>(const SoftCrossEntropy::In<T>& in, SoftCrossEntropy::Variant variant) -> Result<SoftCrossEntropyGradient::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    const std::vector<T> gradient = reference::nn::cross_entropy_gradient(row(in.x, i), shares(in, i));
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) grad_x(i, j) = gradient[static_cast<std::size_t>(j)] / SoftCrossEntropy::divisor(in, variant);
  }
  return SoftCrossEntropyGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
