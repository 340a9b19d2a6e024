#include "reference/contract/gan/dcgan_generator.hpp"

#include "reference/gan/dcgan.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::DcganGenerator;
using contract::gan::DcganGeneratorVjp;
using reference::gan::chain;

/// relu(z); its error where it is 0 is that of z: near 0 it may be taken for positive.
constexpr auto dcgan_generator = []<class T>(const DcganGenerator::In<T>& in) -> Result<DcganGenerator::Out<T>> {
  const Tensor<T> z = chain<DcganGenerator, T>(in, [](const T& entry) {
    if (entry > 0) return entry;
    if constexpr (requires { T(entry.value(), entry.error()); }) return T(typename T::Scalar(0), entry.error());
    else return T(0);
  });
  return DcganGenerator::Out<T>{map(z, [](const T& entry) { return tanh(entry); })};
};

template <>
const Reference<DcganGenerator> Wings<DcganGenerator>::reference = dcgan_generator;

template <>
const Reference<DcganGeneratorVjp> Wings<DcganGeneratorVjp>::reference = reverse_sweep<DcganGeneratorVjp>(dcgan_generator);

}  // namespace etalon
