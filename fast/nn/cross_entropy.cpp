#include "reference/contract/nn/cross_entropy.hpp"

#include <algorithm>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;

namespace {

/// One row: its largest entry, Σ exp(x − largest) over the others, and the share of each class.
template <class T>
struct Row {
  std::int64_t classes, first = 0;
  T top, others = 0;
  std::vector<T> exponentials, shares;

  Row(const CrossEntropy::In<T>& in, std::int64_t i) : classes(in.x.shape[1]), top(in.x(i, 0)) {
    for (std::int64_t k = 1; k < classes; ++k)
      if (in.x(i, k) > top) top = in.x(i, k), first = k;
    for (std::int64_t k = 0; k < classes; ++k) {
      exponentials.push_back(std::exp(in.x(i, k) - top));
      const T weight = CrossEntropy::weight<T>(in, k), smoothed = in.label_smoothing * weight / static_cast<T>(classes);
      shares.push_back(k == in.target[i] ? (1 - in.label_smoothing) * weight + smoothed : smoothed);
    }
    others = sum_without(exponentials, first);
  }
  /// Σ of all but one.
  static T sum_without(const std::vector<T>& x, std::int64_t left_out) {
    return pairwise_sum<T>(0, static_cast<std::int64_t>(x.size()), [&](std::int64_t k) { return k == left_out ? T(0) : x[static_cast<std::size_t>(k)]; });
  }
};

}  // namespace

/// Σₖ aₖ·(log p of each by log1p), of parts already divided.
template <>
const Fast<CrossEntropy> Wings<CrossEntropy>::fast = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropy::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  return CrossEntropy::Out<T>{pairwise_sum<T>(0, in.x.shape[0], [&](std::int64_t i) {
    if (!CrossEntropy::counts(in, i)) return T(0);
    const Row<T> row(in, i);
    const T partition = std::log1p(row.others);
    return pairwise_sum<T>(0, row.classes, [&](std::int64_t k) {
      const T share = row.shares[static_cast<std::size_t>(k)] / divisor;
      return share == 0 ? T(0) : share * ((row.top - in.x(i, k)) + partition);
    });
  })};
};

/// pⱼ·(Σ of the other shares) − aⱼ·(Σ of the other weights), over the sum: nothing cancels but these.
template <>
const Fast<CrossEntropyGradient> Wings<CrossEntropyGradient>::fast = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropyGradient::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    if (!CrossEntropy::counts(in, i)) continue;
    const Row<T> row(in, i);
    for (std::int64_t j = 0; j < row.classes; ++j) {
      const T e = row.exponentials[static_cast<std::size_t>(j)], share = row.shares[static_cast<std::size_t>(j)];
      const T other_exponentials = j == row.first ? row.others : Row<T>::sum_without(row.exponentials, j), sum = 1 + row.others;
      grad_x(i, j) = (e / sum * Row<T>::sum_without(row.shares, j) - share * (other_exponentials / sum)) / divisor;
    }
  }
  return CrossEntropyGradient::Out<T>{grad_x};
};

}  // namespace etalon
