#include "reference/contract/nn/sigmoid.hpp"

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Sigmoid;
using contract::nn::SigmoidVjp;

/// From the exponential that does not overflow.
template <>
const Fast<Sigmoid> Wings<Sigmoid>::fast = []<class T>(const Sigmoid::In<T>& in, Seen& seen) -> Result<Sigmoid::Out<T>> {
  return Sigmoid::Out<T>{map_packs([](const auto& x) { return Logistic(x).sigmoid(); }, watched(in.x, seen))};
};

/// ȳe/(1 + e)² with e = exp(−|x|).
template <>
const Fast<SigmoidVjp> Wings<SigmoidVjp>::fast = []<class T>(const SigmoidVjp::In<T>& in, Seen& seen) -> Result<SigmoidVjp::Out<T>> {
  return SigmoidVjp::Out<T>{map_packs([](const auto& x, const auto& y) { return Logistic(x).times_slope(y); }, watched(in.x, seen), watched(in.cotangent.y, seen))};
};

}  // namespace etalon
