#include "reference/contract/nn/softsign.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Softsign;
using contract::nn::SoftsignVjp;

/// x/(1 + |x|).
template <>
const Reference<Softsign> Wings<Softsign>::reference = []<class T>(const Softsign::In<T>& in) -> Result<Softsign::Out<T>> {
  return Softsign::Out<T>{map(in.x, [](const T& x) { return x / (1 + abs(x)); })};
};

/// ȳ/(1 + |x|)².
template <>
const Reference<SoftsignVjp> Wings<SoftsignVjp>::reference = []<class T>(const SoftsignVjp::In<T>& in) -> Result<SoftsignVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    grad_x[i] = grad_x[i] / square(1 + abs(x));
  }
  return SoftsignVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
