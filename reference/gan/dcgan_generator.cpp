#include "reference/contract/gan/dcgan_generator.hpp"

#include "reference/gan/dcgan.hpp"
#include "reference/nn/network.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::DcganGenerator;
using contract::gan::DcganGeneratorVjp;
using reference::gan::chain;

/// As it is written.
constexpr auto dcgan_generator = []<class T>(const DcganGenerator::In<T>& in) -> Result<DcganGenerator::Out<T>> {
  const Tensor<T> z = chain<DcganGenerator, T>(in, [](const T& entry) { return reference::nn::relu(entry); });
  return DcganGenerator::Out<T>{map(z, [](const T& entry) { return tanh(entry); })};
};

template <>
const Reference<DcganGenerator> Wings<DcganGenerator>::reference = dcgan_generator;

template <>
const Reference<DcganGeneratorVjp> Wings<DcganGeneratorVjp>::reference = reverse_sweep<DcganGeneratorVjp>(dcgan_generator);

}  // namespace etalon
