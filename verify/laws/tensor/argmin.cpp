#include "reference/contract/tensor/argmin.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

const auto registered = arg_laws<contract::tensor::Argmin, false>();

}  // namespace
}  // namespace etalon::verify
