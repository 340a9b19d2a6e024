#include "reference/contract/nn/instance_norm.hpp"

#include "verify/mutants/nn/channel_norm.hpp"

namespace etalon::verify {
namespace {

using contract::nn::InstanceNorm;
using contract::nn::InstanceNormVjp;

const auto registered = channel_norm_mutants<InstanceNorm>();
const auto registered_vjp = channel_norm_vjp_mutants<InstanceNormVjp>();

}  // namespace
}  // namespace etalon::verify
