#include "reference/contract/nn/silu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Silu;
using contract::nn::SiluVjp;

/// xσ(x); where σ underflows, as a product that need not.
template <>
const Fast<Silu> Wings<Silu>::fast = []<class T>(const Silu::In<T>& in) -> Result<Silu::Out<T>> {
  return Silu::Out<T>{map(in.x, [](T x) {
    const T root = std::exp(x / 2);
    return x < -80 ? x * root * root : x * sigmoid_of(x);
  })};
};

/// ȳσ(x)(1 + xσ(−x)); far to the left ȳ·eˣ·(1 + x), as a product that does not underflow.
template <>
const Fast<SiluVjp> Wings<SiluVjp>::fast = []<class T>(const SiluVjp::In<T>& in) -> Result<SiluVjp::Out<T>> {
  return SiluVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
    const T root = std::exp(x / 2);
    return x < -80 ? (y * root) * ((1 + x) * root) : y * sigmoid_of(x) * (1 + x * sigmoid_of(-x));
  })};
};

}  // namespace etalon
