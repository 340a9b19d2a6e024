#include "reference/contract/nn/selu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Selu;
using contract::nn::SeluVjp;

namespace {

/// Of equation 14, to the last digit of a double.
constexpr double lambda = 1.0507009873554804934, alpha = 1.6732632423543772848;

}  // namespace

/// By expm1, which keeps the digits of a small x.
template <>
const Fast<Selu> Wings<Selu>::fast = []<class T>(const Selu::In<T>& in) -> Result<Selu::Out<T>> {
  return Selu::Out<T>{map(in.x, [](T x) { return x > 0 ? static_cast<T>(lambda) * x : static_cast<T>(lambda * alpha) * std::expm1(x); })};
};

/// λαȳ·exp x; where the exponential underflows, as a product that need not.
template <>
const Fast<SeluVjp> Wings<SeluVjp>::fast = []<class T>(const SeluVjp::In<T>& in) -> Result<SeluVjp::Out<T>> {
  return SeluVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
    if (x > 0) return static_cast<T>(lambda) * y;
    const T root = std::exp(x / 2), slope = static_cast<T>(lambda * alpha);
    return x < -80 ? slope * (y * root) * root : slope * std::exp(x) * y;
  })};
};

}  // namespace etalon
