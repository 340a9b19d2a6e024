#include "reference/contract/gan/dcgan_discriminator.hpp"

#include "reference/gan/dcgan.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::DcganDiscriminator;
using contract::gan::DcganDiscriminatorVjp;
using reference::gan::chain;

/// As it is written.
constexpr auto dcgan_discriminator = []<class T>(const DcganDiscriminator::In<T>& in) -> Result<DcganDiscriminator::Out<T>> {
  return DcganDiscriminator::Out<T>{chain<DcganDiscriminator, T>(in, [&](const T& entry) { return entry > 0 ? entry : in.slope * entry; })};
};

template <>
const Reference<DcganDiscriminator> Wings<DcganDiscriminator>::reference = dcgan_discriminator;

template <>
const Reference<DcganDiscriminatorVjp> Wings<DcganDiscriminatorVjp>::reference = reverse_sweep<DcganDiscriminatorVjp>(dcgan_discriminator);

}  // namespace etalon
