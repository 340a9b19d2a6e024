#include "verify/mutants/nn/convolution.hpp"

namespace etalon::verify {
namespace {

using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;

const auto registered = convolution_mutants<ConvTranspose>();

const auto registered_vjp = convolution_vjp_mutants<ConvTransposeVjp>();

}  // namespace
}  // namespace etalon::verify
