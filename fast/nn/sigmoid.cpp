#include "reference/contract/nn/sigmoid.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Sigmoid;
using contract::nn::SigmoidVjp;

/// From the exponential that does not overflow.
template <>
const Fast<Sigmoid> Wings<Sigmoid>::fast = []<class T>(const Sigmoid::In<T>& in) -> Result<Sigmoid::Out<T>> {
  return Sigmoid::Out<T>{map(in.x, sigmoid_of<T>)};
};

/// ȳe/(1 + e)² with e = exp(−|x|); where e underflows, as a product that need not.
template <>
const Fast<SigmoidVjp> Wings<SigmoidVjp>::fast = []<class T>(const SigmoidVjp::In<T>& in) -> Result<SigmoidVjp::Out<T>> {
  return SigmoidVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
    const T root = std::exp(-std::fabs(x) / 2);
    if (std::fabs(x) > 80) return y * root * root;
    const T e = std::exp(-std::fabs(x));
    return y * e / ((1 + e) * (1 + e));
  })};
};

}  // namespace etalon
