#include "reference/contract/nn/elu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Elu;
using contract::nn::EluVjp;

/// By expm1, which keeps the digits of a small x.
template <>
const Fast<Elu> Wings<Elu>::fast = []<class T>(const Elu::In<T>& in) -> Result<Elu::Out<T>> {
  return Elu::Out<T>{map(in.x, [&](T x) { return x > 0 ? x : in.alpha * std::expm1(x); })};
};

/// αȳ·exp x; where the exponential underflows, as a product that need not.
template <>
const Fast<EluVjp> Wings<EluVjp>::fast = []<class T>(const EluVjp::In<T>& in) -> Result<EluVjp::Out<T>> {
  return EluVjp::Out<T>{pullback(in.x, in.cotangent.y, [&](T x, T y) {
    if (x > 0) return y;
    const T root = std::exp(x / 2);
    return x < -80 ? (y * root) * (in.alpha * root) : in.alpha * std::exp(x) * y;
  })};
};

}  // namespace etalon
