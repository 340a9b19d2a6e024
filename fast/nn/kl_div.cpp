#include "reference/contract/nn/kl_div.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::KlDiv;
using contract::nn::KlDivGradient;

/// In pairs.
template <>
const Fast<KlDiv> Wings<KlDiv>::fast = []<class T>(const KlDiv::In<T>& in, KlDiv::Variant variant) -> Result<KlDiv::Out<T>> {
  const auto term = [&](std::int64_t i) { return in.target[i] > 0 ? in.target[i] * (std::log(in.target[i]) - in.x[i]) : T(0); };
  const std::int64_t entries = in.x.shape[0] * in.x.shape[1];
  if (variant == KlDiv::Variant::mean) return KlDiv::Out<T>{mean_of<T>(entries, term)};
  const T sum = pairwise_sum<T>(0, entries, term);
  if (variant == KlDiv::Variant::sum) return KlDiv::Out<T>{sum};
  const T n = static_cast<T>(in.x.shape[0]);
  return KlDiv::Out<T>{std::isfinite(sum) ? sum / n : pairwise_sum<T>(0, entries, [&](std::int64_t i) { return term(i) / n; })};
};

/// The targets, divided.
template <>
const Fast<KlDivGradient> Wings<KlDivGradient>::fast = []<class T>(const KlDivGradient::In<T>& in, KlDiv::Variant variant) -> Result<KlDivGradient::Out<T>> {
  const T n = variant == KlDiv::Variant::sum ? T(1) : static_cast<T>(variant == KlDiv::Variant::mean ? in.x.shape[0] * in.x.shape[1] : in.x.shape[0]);
  return KlDivGradient::Out<T>{map(in.target, [&](T t) { return -t / n; })};
};

}  // namespace etalon
