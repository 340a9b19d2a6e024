#include "reference/contract/nn/cross_entropy.hpp"

#include "reference/nn/shares.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;
using reference::nn::row;

namespace {

/// (1 − ε)w_t[k = t] + εwₖ/c: the share of each class k in sample i.
template <class T>
std::vector<T> shares(const CrossEntropy::In<T>& in, std::int64_t i) {
  std::vector<T> all;
  for (std::int64_t k = 0; k < in.x.shape[1]; ++k) {
    const T smoothed = in.label_smoothing * CrossEntropy::weight<T>(in, k) / T(in.x.shape[1]);
    all.push_back(k == in.target[i] ? (1 - in.label_smoothing) * CrossEntropy::weight<T>(in, k) + smoothed : smoothed);
  }
  return all;
}

}  // namespace

/// Of each sample that counts.
template <>
const Reference<CrossEntropy> Wings<CrossEntropy>::reference = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropy::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
    if (CrossEntropy::counts(in, i)) sum += reference::nn::cross_entropy(row(in.x, i), shares(in, i));
  return CrossEntropy::Out<T>{sum / divisor};
};

/// Of each sample that counts.
template <>
const Reference<CrossEntropyGradient> Wings<CrossEntropyGradient>::reference =
    []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropyGradient::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    if (!CrossEntropy::counts(in, i)) continue;
    const std::vector<T> gradient = reference::nn::cross_entropy_gradient(row(in.x, i), shares(in, i));
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) grad_x(i, j) = gradient[static_cast<std::size_t>(j)] / divisor;
  }
  return CrossEntropyGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
