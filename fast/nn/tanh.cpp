#include "reference/contract/nn/tanh.hpp"

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Tanh;
using contract::nn::TanhVjp;

/// SLEEF's own: no cancellation beside 0, no overflow.
template <>
const Fast<Tanh> Wings<Tanh>::fast = []<class T>(const Tanh::In<T>& in, Seen& seen) -> Result<Tanh::Out<T>> {
  return Tanh::Out<T>{map_packs([](const auto& x) { return tanh(x); }, watched(in.x, seen))};
};

/// ȳ(1 − tanh² x) = 4ȳσ′(2x).
template <>
const Fast<TanhVjp> Wings<TanhVjp>::fast = []<class T>(const TanhVjp::In<T>& in, Seen& seen) -> Result<TanhVjp::Out<T>> {
  return TanhVjp::Out<T>{map_packs([](const auto& x, const auto& y) { return Logistic(x * 2).times_slope(y, 4); }, watched(in.x, seen), watched(in.cotangent.y, seen))};
};

}  // namespace etalon
