#include "reference/contract/tensor/argmax.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

const auto registered = arg_laws<contract::tensor::Argmax, true>();

}  // namespace
}  // namespace etalon::verify
