#include "reference/contract/nn/group_norm.hpp"

#include "verify/mutants/nn/channel_norm.hpp"

namespace etalon::verify {
namespace {

using contract::nn::GroupNorm;
using contract::nn::GroupNormVjp;

const auto registered = channel_norm_mutants<GroupNorm>();
const auto registered_vjp = channel_norm_vjp_mutants<GroupNormVjp>();

}  // namespace
}  // namespace etalon::verify
