#include "reference/nn/softplus.hpp"

#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

const Reference<Softplus> softplus = []<class T>(const Softplus::In<T>& in) -> Result<Softplus::Out<T>> {
  for (const T& x : in.x)
    if (isnan(x)) return domain("C1", "x has an entry that is NaN");
  return Softplus::Out<T>{map(in.x, [](const T& x) { return etalon::softplus(x); })};
};

const Reference<SoftplusVjp> softplus_vjp = []<class T>(const SoftplusVjp::In<T>& in) -> Result<SoftplusVjp::Out<T>> {
  for (const T& x : in.x)
    if (isnan(x)) return domain("C1", "x has an entry that is NaN");
  for (const T& c : in.cotangent)
    if (isnan(c) || is_infinity(c, +1) || is_infinity(c, -1)) return domain("C1", "the cotangent has an entry that is not finite");
  Tensor<T> grad_x = in.cotangent;
  for (std::size_t i = 0; i < grad_x.size(); ++i) grad_x[i] = grad_x[i] * sigmoid(in.x[i]);
  return SoftplusVjp::Out<T>{grad_x};
};

}  // namespace etalon::reference::nn
