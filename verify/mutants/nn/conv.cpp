#include "verify/mutants/nn/convolution.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Conv;
using contract::nn::ConvVjp;

const auto registered = convolution_mutants<Conv>();

const auto registered_vjp = convolution_vjp_mutants<ConvVjp>();

}  // namespace
}  // namespace etalon::verify
