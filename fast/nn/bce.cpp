#include "reference/contract/nn/bce.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::Bce;
using contract::nn::BceGradient;

namespace {

template <class T>
T clamped(T logarithm, Bce::Variant variant) {
  return Bce::clamps(variant) ? std::max(logarithm, T(-100)) : logarithm;
}

}  // namespace

/// log and log1p, summed in pairs.
template <>
const Fast<Bce> Wings<Bce>::fast = []<class T>(const Bce::In<T>& in, Bce::Variant variant) -> Result<Bce::Out<T>> {
  const auto term = [&](std::int64_t i) {
    const T p = in.p[i], t = in.target[i];
    return (t > 0 ? -t * clamped(std::log(p), variant) : T(0)) + (t < 1 ? -(1 - t) * clamped(std::log1p(-p), variant) : T(0));
  };
  return Bce::Out<T>{Bce::averages(variant) ? mean_of<T>(in.p.shape[0], term) : pairwise_sum<T>(0, in.p.shape[0], term)};
};

/// (p − t)/p/(1 − p): nothing cancels but p − t.
template <>
const Fast<BceGradient> Wings<BceGradient>::fast = []<class T>(const BceGradient::In<T>& in, Bce::Variant variant) -> Result<BceGradient::Out<T>> {
  Tensor<T> grad_p(in.p.shape);
  const T n = Bce::averages(variant) ? static_cast<T>(in.p.shape[0]) : T(1);
  for (std::size_t i = 0; i < in.p.size(); ++i) {
    const T p = in.p[i], t = in.target[i];
    const bool below = Bce::clamps(variant) && std::log(p) < -100, above = Bce::clamps(variant) && std::log1p(-p) < -100;
    if (below || above) grad_p[i] = below && above ? T(0) : (below ? (1 - t) / (1 - p) : -t / p) / n;
    else grad_p[i] = (p - t) / n / p / (1 - p);
  }
  return BceGradient::Out<T>{std::move(grad_p)};
};

}  // namespace etalon
