#include "reference/contract/nn/elu.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Elu;
using contract::nn::EluVjp;

/// x where it is positive, α(exp x − 1) elsewhere.
template <>
const Reference<Elu> Wings<Elu>::reference = []<class T>(const Elu::In<T>& in) -> Result<Elu::Out<T>> {
  return Elu::Out<T>{map(in.x, [&](const T& x) { return x > 0 ? x : in.alpha * (exp(x) - 1); })};
};

/// ȳ where x is positive, αȳ·exp x elsewhere.
template <>
const Reference<EluVjp> Wings<EluVjp>::reference = []<class T>(const EluVjp::In<T>& in) -> Result<EluVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    if (!(x > 0)) grad_x[i] = in.alpha * grad_x[i] * exp(x);
  }
  return EluVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
