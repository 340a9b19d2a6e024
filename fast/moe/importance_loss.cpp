#include "reference/contract/moe/importance_loss.hpp"

#include <algorithm>
#include <cmath>

#include "fast/moe/variation.hpp"

namespace etalon {
using namespace fast;
using contract::moe::ImportanceLoss;
using contract::moe::ImportanceLossGradient;
using Variant = ImportanceLoss::Variant;

namespace {

/// The exponent of the largest gate, in whose units no sum overflows.
template <class T>
int exponent_of(const Tensor<T>& gates) {
  const T largest = *std::max_element(gates.begin(), gates.end());
  return largest > 0 ? std::ilogb(largest) : 0;
}
template <class T>
moe::Variation<T> variation(const ImportanceLoss::In<T>& in, int shift) {
  std::vector<T> importance;
  for (std::int64_t i = 0; i < in.gates.shape[1]; ++i)
    importance.push_back(tensor::pairwise_sum<T>(0, in.gates.shape[0], [&](std::int64_t k) { return std::ldexp(in.gates(k, i), -shift); }));
  return {importance, shift, in.epsilon};
}

}  // namespace

/// Squares of what the importances differ from their mean by, in units of the mean.
template <>
const Fast<ImportanceLoss> Wings<ImportanceLoss>::fast = []<class T>(const ImportanceLoss::In<T>& in, Variant variant) -> Result<ImportanceLoss::Out<T>> {
  return ImportanceLoss::Out<T>{variation(in, exponent_of(in.gates)).squared(in.weight, variant == Variant::sample)};
};

/// One value for each expert, repeated for every token.
template <>
const Fast<ImportanceLossGradient> Wings<ImportanceLossGradient>::fast = []<class T>(const ImportanceLoss::In<T>& in, Variant variant) -> Result<ImportanceLossGradient::Out<T>> {
  const moe::Variation<T> v = variation(in, exponent_of(in.gates));
  Tensor<T> grad(in.gates.shape);
  for (std::int64_t i = 0; i < in.gates.shape[1]; ++i) {
    const T slope = 2 * v.slope(in.weight, i, variant == Variant::sample);
    for (std::int64_t k = 0; k < in.gates.shape[0]; ++k) grad(k, i) = slope;
  }
  return ImportanceLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
