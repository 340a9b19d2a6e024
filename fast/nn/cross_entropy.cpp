#include "reference/contract/nn/cross_entropy.hpp"

#include "fast/nn/shares.hpp"

namespace etalon {
using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;
using fast::nn::Shares;

namespace {

template <class T>
Shares<T> sample(const CrossEntropy::In<T>& in, std::int64_t i, T divisor) {
  std::vector<T> shares;
  for (std::int64_t k = 0; k < in.x.shape[1]; ++k) {
    const T weight = CrossEntropy::weight<T>(in, k), smoothed = in.label_smoothing * weight / static_cast<T>(in.x.shape[1]);
    shares.push_back(k == in.target[i] ? (1 - in.label_smoothing) * weight + smoothed : smoothed);
  }
  return {{in.x.begin() + i * in.x.shape[1], in.x.begin() + (i + 1) * in.x.shape[1]}, std::move(shares), divisor};
}

}  // namespace

/// In pairs.
template <>
const Fast<CrossEntropy> Wings<CrossEntropy>::fast = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropy::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  return CrossEntropy::Out<T>{fast::tensor::pairwise_sum<T>(0, in.x.shape[0], [&](std::int64_t i) { return CrossEntropy::counts(in, i) ? sample(in, i, divisor).loss() : T(0); })};
};

/// Of each sample that counts.
template <>
const Fast<CrossEntropyGradient> Wings<CrossEntropyGradient>::fast = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropyGradient::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    if (!CrossEntropy::counts(in, i)) continue;
    const Shares<T> row = sample(in, i, divisor);
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) grad_x(i, j) = row.slope(static_cast<std::size_t>(j));
  }
  return CrossEntropyGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
