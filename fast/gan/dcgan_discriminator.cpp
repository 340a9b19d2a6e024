#include "reference/contract/gan/dcgan_discriminator.hpp"

#include "fast/gan/dcgan.hpp"
#include "reference/contract/nn/leaky_relu.hpp"

namespace etalon {
using contract::gan::DcganDiscriminator;
using contract::gan::DcganDiscriminatorVjp;
using contract::nn::LeakyRelu;
using contract::nn::LeakyReluVjp;
using fast::gan::Chain;

namespace {

template <class T>
auto activation(T slope) {
  return [slope](const Tensor<T>& z) -> Result<Tensor<T>> {
    const auto y = Wings<LeakyRelu>::fast(LeakyRelu::In<T>{z, slope});
    if (!y) return y.failure();
    return y->y;
  };
}

}  // namespace

template <>
const Fast<DcganDiscriminator> Wings<DcganDiscriminator>::fast = []<class T>(const DcganDiscriminator::In<T>& in) -> Result<DcganDiscriminator::Out<T>> {
  const auto z = Chain<DcganDiscriminator, T>(in).forward(activation(in.slope));
  if (!z) return z.failure();
  return DcganDiscriminator::Out<T>{*z};
};

template <>
const Fast<DcganDiscriminatorVjp> Wings<DcganDiscriminatorVjp>::fast = []<class T>(const DcganDiscriminatorVjp::In<T>& in) -> Result<DcganDiscriminatorVjp::Out<T>> {
  Chain<DcganDiscriminator, T> chain(in);
  if (const auto z = chain.forward(activation(in.slope)); !z) return z.failure();
  return chain.template backward<DcganDiscriminatorVjp>(in.cotangent.y, [&](const Tensor<T>& before, const Tensor<T>& after) -> Result<Tensor<T>> {
    const auto slope = Wings<LeakyReluVjp>::fast(LeakyReluVjp::In<T>{{before, in.slope}, {after}});
    if (!slope) return slope.failure();
    return slope->grad_x;
  });
};

}  // namespace etalon
