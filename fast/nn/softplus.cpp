#include "fast/nn/softplus.hpp"

#include <cmath>

#include "fast/nn/logistic.hpp"

namespace etalon::fast::nn {
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

const Fast<Softplus> softplus = []<class T>(const Softplus::In<T>& in) -> Result<Softplus::Out<T>> {
  for (const T& x : in.x)
    if (std::isnan(x)) return domain("C1", "x has an entry that is NaN");
  return Softplus::Out<T>{map(in.x, softplus_of<T>)};
};

const Fast<SoftplusVjp> softplus_vjp = []<class T>(const SoftplusVjp::In<T>& in) -> Result<SoftplusVjp::Out<T>> {
  for (const T& x : in.x)
    if (std::isnan(x)) return domain("C1", "x has an entry that is NaN");
  for (const T& c : in.cotangent)
    if (!std::isfinite(c)) return domain("C1", "the cotangent has an entry that is not finite");
  Tensor<T> grad_x = in.cotangent;
  for (std::size_t i = 0; i < grad_x.size(); ++i) grad_x[i] *= sigmoid_of(in.x[i]);
  return SoftplusVjp::Out<T>{grad_x};
};

}  // namespace etalon::fast::nn
