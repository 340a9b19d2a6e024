#include "reference/contract/nn/softplus.hpp"

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast;
using namespace fast::nn;
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

/// max(x, 0) + log1p(exp(−|x|)): the exponential never overflows, and nothing cancels.
template <>
const Fast<Softplus> Wings<Softplus>::fast = []<class T>(const Softplus::In<T>& in) -> Result<Softplus::Out<T>> {
  return Softplus::Out<T>{map(in.x, softplus_of<T>)};
};

/// ȳ·σ(x), the sigmoid from the exponential that does not overflow; where it underflows, ȳ·eˣ as a product that does not.
template <>
const Fast<SoftplusVjp> Wings<SoftplusVjp>::fast = []<class T>(const SoftplusVjp::In<T>& in) -> Result<SoftplusVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T x = in.x[i];
    if (x < -80) {
      const T root = std::exp(x / 2);
      grad_x[i] = grad_x[i] * root * root;
    } else {
      grad_x[i] *= sigmoid_of(x);
    }
  }
  return SoftplusVjp::Out<T>{grad_x};
};

}  // namespace etalon
