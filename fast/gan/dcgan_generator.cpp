#include "reference/contract/gan/dcgan_generator.hpp"

#include "fast/gan/dcgan.hpp"
#include "reference/contract/nn/relu.hpp"
#include "reference/contract/nn/tanh.hpp"

namespace etalon {
using namespace contract::nn;
using contract::gan::DcganGenerator;
using contract::gan::DcganGeneratorVjp;
using fast::gan::Chain;

namespace {

constexpr auto activate = []<class T>(const Tensor<T>& z) -> Result<Tensor<T>> {
  const auto y = Wings<Relu>::fast(Relu::In<T>{z});
  if (!y) return y.failure();
  return y->y;
};

}  // namespace

template <>
const Fast<DcganGenerator> Wings<DcganGenerator>::fast = []<class T>(const DcganGenerator::In<T>& in) -> Result<DcganGenerator::Out<T>> {
  const auto z = Chain<DcganGenerator, T>(in).forward(activate);
  if (!z) return z.failure();
  const auto y = Wings<Tanh>::fast(Tanh::In<T>{*z});
  if (!y) return y.failure();
  return DcganGenerator::Out<T>{y->y};
};

template <>
const Fast<DcganGeneratorVjp> Wings<DcganGeneratorVjp>::fast = []<class T>(const DcganGeneratorVjp::In<T>& in) -> Result<DcganGeneratorVjp::Out<T>> {
  Chain<DcganGenerator, T> chain(in);
  const auto z = chain.forward(activate);
  if (!z) return z.failure();
  const auto cotangent = Wings<TanhVjp>::fast(TanhVjp::In<T>{{*z}, {in.cotangent.y}});
  if (!cotangent) return cotangent.failure();
  return chain.template backward<DcganGeneratorVjp>(cotangent->grad_x, [](const Tensor<T>& before, const Tensor<T>& after) -> Result<Tensor<T>> {
    const auto slope = Wings<ReluVjp>::fast(ReluVjp::In<T>{{before}, {after}});
    if (!slope) return slope.failure();
    return slope->grad_x;
  });
};

}  // namespace etalon
