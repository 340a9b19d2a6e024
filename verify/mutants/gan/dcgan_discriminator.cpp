#include "reference/contract/gan/dcgan_discriminator.hpp"

#include "verify/mutants/gan/dcgan.hpp"

namespace etalon::verify {
namespace {

using contract::gan::DcganDiscriminator;
using contract::gan::DcganDiscriminatorVjp;

const auto registered = dcgan_mutants<DcganDiscriminator>();
const auto registered_vjp =
    dcgan_vjp_mutants<DcganDiscriminatorVjp>()
        .spoils("relu", "no slope below 0", [](auto& out, const auto& in) {
          auto other = in;
          other.slope = 0;
          out = *Wings<DcganDiscriminatorVjp>::fast(other);
        });

}  // namespace
}  // namespace etalon::verify
