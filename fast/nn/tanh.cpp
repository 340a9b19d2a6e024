#include "reference/contract/nn/tanh.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Tanh;
using contract::nn::TanhVjp;

/// The library's own: no cancellation beside 0, no overflow.
template <>
const Fast<Tanh> Wings<Tanh>::fast = []<class T>(const Tanh::In<T>& in) -> Result<Tanh::Out<T>> {
  return Tanh::Out<T>{map(in.x, [](T x) { return std::tanh(x); })};
};

/// 4ȳe/(1 + e)² with e = exp(−2|x|); where e underflows, as a product that need not.
template <>
const Fast<TanhVjp> Wings<TanhVjp>::fast = []<class T>(const TanhVjp::In<T>& in) -> Result<TanhVjp::Out<T>> {
  return TanhVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
    const T root = std::exp(-std::fabs(x));
    if (std::fabs(x) > 40) return y * (2 * root) * (2 * root);
    const T e = std::exp(-2 * std::fabs(x));
    return y * (4 * e / ((1 + e) * (1 + e)));
  })};
};

}  // namespace etalon
