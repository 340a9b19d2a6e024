#include "reference/contract/optimization/sgd.hpp"

#include "fast/backend/entries.hpp"

namespace etalon {
using namespace fast::backend;
using contract::optimization::Sgd;

/// One pass of fused products.
template <>
const Fast<Sgd> Wings<Sgd>::fast = []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
  const T eta = in.learning_rate, mu = in.momentum, kept = in.first == 1 ? T(0) : mu, taken = in.first == 1 ? T(1) : 1 - in.dampening;
  const T sign = in.maximize == 1 ? T(-1) : T(1), coupled = variant == Sgd::Variant::coupled ? in.weight_decay : T(0);
  const T shrink = variant == Sgd::Variant::coupled ? T(0) : -eta * in.weight_decay;
  const bool nesterov = in.nesterov == 1, plain = mu == 0;
  auto [theta, buffer] = map_to<2>([=]<class P>(const P& x, const P& b, const P& g) {
    const P d = fma(P(coupled), x, P(sign) * g);
    const P next = plain ? b : fma(P(kept), b, P(taken) * d);
    const P direction = plain ? d : nesterov ? fma(P(mu), next, d) : next;
    return std::array{fma(P(-eta), direction, fma(P(shrink), x, x)), next};
  }, in.theta, in.buffer, in.gradient);
  return Sgd::Out<T>{std::move(theta), std::move(buffer)};
};

}  // namespace etalon
