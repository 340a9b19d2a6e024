#include "reference/contract/nn/silu.hpp"

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Silu;
using contract::nn::SiluVjp;

/// xσ(x).
template <>
const Fast<Silu> Wings<Silu>::fast = []<class T>(const Silu::In<T>& in, Seen& seen) -> Result<Silu::Out<T>> {
  return Silu::Out<T>{map_packs([](const auto& x) { return Logistic(x).times_sigmoid(x); }, watched(in.x, seen))};
};

/// ȳσ(x)(1 + xσ(−x)); far to the left ȳ·eˣ·(1 + x), as a product that does not underflow.
template <>
const Fast<SiluVjp> Wings<SiluVjp>::fast = []<class T>(const SiluVjp::In<T>& in, Seen& seen) -> Result<SiluVjp::Out<T>> {
  const auto f = []<class P>(const P& x, const P& y) {
    const Logistic at(x);
    const P ordinary = y * at.sigmoid() * (1 + x * at.sigmoid_of_negated());
    const auto far = x < -at.far_away;
    if (!any(far)) return ordinary;
    const P root = exp(x * P(T(0.5)));
    return select(far, (y * root) * ((1 + x) * root), ordinary);
  };
  return SiluVjp::Out<T>{map_packs(f, watched(in.x, seen), watched(in.cotangent.y, seen))};
};

}  // namespace etalon
