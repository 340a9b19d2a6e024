#include "reference/contract/nn/bce_with_logits.hpp"

#include <cmath>

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast;
using namespace fast::nn;
using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;

namespace {

/// (1 − t)·σ(z) − w·t·σ(−z)
template <class T>
T slope(T z, T t, T w) {
  if (std::fabs(z) > 1) return (1 - t) * sigmoid_of(z) - w * t * sigmoid_of(-z);
  // σ(±z) = ½ ± h: the part without h is rounded once, with the rounding of 1 − t put back.
  const T h = std::tanh(z / 2) / 2, rest = 1 - t, lost = (1 - rest) - t;
  const T middle = std::fma(-w, t, rest) + lost;
  return middle / 2 + h * (rest + w * t);
}

template <class T>
T divisor(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) {
  return variant == BceWithLogits::Variant::mean ? static_cast<T>(in.z.size()) : T(1);
}

}  // namespace

/// Both terms by softplus, −log σ(z) = log(1 + e⁻ᶻ) and −log(1 − σ(z)) = log(1 + eᶻ): all summands are positive.
template <>
const Fast<BceWithLogits> Wings<BceWithLogits>::fast = []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) -> Result<BceWithLogits::Out<T>> {
  const T count = divisor(in, variant);
  T loss = 0;  // of parts already divided: the sum does not overflow where the mean does not
  for (std::size_t i = 0; i < in.z.size(); ++i) {
    const T z = in.z[i], t = in.target[i], weight = in.pos_weight * t;
    loss += (weight > 1 ? weight / count * softplus_of(-z) : weight * softplus_of(-z) / count) + (1 - t) * softplus_of(z) / count;
  }
  return BceWithLogits::Out<T>{loss};
};

/// (1 − t)·σ(z) − w·t·σ(−z), and around z = 0 as an odd part in tanh(z/2) plus an exact constant: nothing is lost at its zero.
template <>
const Fast<BceWithLogitsGradient> Wings<BceWithLogitsGradient>::fast =
    []<class T>(const BceWithLogits::In<T>& in, BceWithLogits::Variant variant) -> Result<BceWithLogitsGradient::Out<T>> {
  Tensor<T> grad_z(in.z.shape);
  for (std::size_t i = 0; i < in.z.size(); ++i) grad_z[i] = slope(in.z[i], in.target[i], in.pos_weight) / divisor(in, variant);
  return BceWithLogitsGradient::Out<T>{grad_z};
};

}  // namespace etalon
