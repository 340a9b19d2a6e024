#include "reference/contract/nn/bce.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Bce;
using contract::nn::BceGradient;

namespace {

template <class T>
T clamped(const T& logarithm, Bce::Variant variant) {
  return Bce::clamps(variant) && bool(logarithm < -100) ? T(-100) : logarithm;
}

}  // namespace

/// As it is written.
template <>
const Reference<Bce> Wings<Bce>::reference = []<class T>(const Bce::In<T>& in, Bce::Variant variant) -> Result<Bce::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.p.size(); ++i) {
    const T &p = in.p[i], &t = in.target[i];
    if (t > 0) sum += -t * clamped(log(p), variant);
    if (t < 1) sum += -(1 - t) * clamped(log1p(-p), variant);
  }
  return Bce::Out<T>{Bce::averages(variant) ? sum / T(in.p.shape[0]) : sum};
};

/// (p − t)/(p(1 − p)); a logarithm that is clamped has no slope.
template <>
const Reference<BceGradient> Wings<BceGradient>::reference = []<class T>(const BceGradient::In<T>& in, Bce::Variant variant) -> Result<BceGradient::Out<T>> {
  Tensor<T> grad_p(in.p.shape);
  for (std::size_t i = 0; i < in.p.size(); ++i) {
    const T &p = in.p[i], &t = in.target[i];
    const bool below = Bce::clamps(variant) && bool(log(p) < -100), above = Bce::clamps(variant) && bool(log1p(-p) < -100);
    if (below || above) grad_p[i] = below && above ? T(0) : below ? (1 - t) / (1 - p) : -t / p;
    else grad_p[i] = (p - t) / (p * (1 - p));
    if (Bce::averages(variant)) grad_p[i] = grad_p[i] / T(in.p.shape[0]);
  }
  return BceGradient::Out<T>{std::move(grad_p)};
};

}  // namespace etalon
