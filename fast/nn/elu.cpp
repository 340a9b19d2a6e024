#include "reference/contract/nn/elu.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

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

/// αȳ·exp x; where α·exp x has lost digits that ȳ may bring back into range, in the next wider format.
template <>
const Fast<EluVjp> Wings<EluVjp>::fast = []<class T>(const EluVjp::In<T>& in) -> Result<EluVjp::Out<T>> {
  using Wide = std::conditional_t<std::is_same_v<T, float>, double, long double>;
  return EluVjp::Out<T>{pullback(in.x, in.cotangent.y, [&](T x, T y) {
    if (x > 0) return y;
    const T slope = in.alpha * std::exp(x);
    if (std::fabs(slope) >= std::numeric_limits<T>::min()) return slope * y;
    return static_cast<T>(static_cast<Wide>(in.alpha) * std::exp(static_cast<Wide>(x)) * static_cast<Wide>(y));
  })};
};

}  // namespace etalon
