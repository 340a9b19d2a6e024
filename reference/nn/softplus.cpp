#include "reference/nn/softplus.hpp"

#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

namespace {

template <class T>
bool all_finite(const Tensor<T>& x) {
  for (const T& entry : x)
    if (isnan(entry) || is_infinity(entry, +1) || is_infinity(entry, -1)) return false;
  return true;
}

}  // namespace

const Reference<Softplus> softplus = []<class T>(const Softplus::In<T>& in) -> Result<Softplus::Out<T>> {
  if (!all_finite(in.x)) return domain("C1", "x has an entry that is not finite");
  return Softplus::Out<T>{map(in.x, [](const T& x) { return log(1 + exp(x)); })};
};

const Reference<SoftplusVjp> softplus_vjp = []<class T>(const SoftplusVjp::In<T>& in) -> Result<SoftplusVjp::Out<T>> {
  if (!all_finite(in.x) || !all_finite(in.cotangent)) return domain("C1", "x or the cotangent has an entry that is not finite");
  Tensor<T> grad_x = in.cotangent;
  for (std::size_t i = 0; i < grad_x.size(); ++i) grad_x[i] = grad_x[i] * (1 / (1 + exp(-in.x[i])));
  return SoftplusVjp::Out<T>{grad_x};
};

}  // namespace etalon::reference::nn
