#include "reference/contract/nn/bce_with_logits.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;
using reference::nn::log_sigma;
using reference::nn::sigma;

/// −(w·t·log σ(z) + (1 − t)·log(1 − σ(z))) with 1 − σ(z) = σ(−z).
template <>
const Reference<BceWithLogits> Wings<BceWithLogits>::reference = []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) -> Result<BceWithLogits::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.z.size(); ++i) {
    const T& t = in.target[i];
    sum += -(in.pos_weight * t * log_sigma(in.z[i]) + (1 - t) * log_sigma(-in.z[i]));
  }
  return BceWithLogits::Out<T>{variant == BceWithLogits::Variant::mean ? sum / T(in.z.shape[0]) : sum};
};

/// (1 − t)·σ(z) − w·t·σ(−z): neither term has lost digits, and they cancel only where the gradient vanishes.
template <>
const Reference<BceWithLogitsGradient> Wings<BceWithLogitsGradient>::reference =
    []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) -> Result<BceWithLogitsGradient::Out<T>> {
  Tensor<T> grad_z(in.z.shape);
  for (std::size_t i = 0; i < in.z.size(); ++i) {
    const T& t = in.target[i];
    const T slope = (1 - t) * sigma(in.z[i]) - in.pos_weight * t * sigma(-in.z[i]);
    grad_z[i] = variant == BceWithLogits::Variant::mean ? slope / T(in.z.shape[0]) : slope;
  }
  return BceWithLogitsGradient::Out<T>{std::move(grad_z)};
};

}  // namespace etalon
