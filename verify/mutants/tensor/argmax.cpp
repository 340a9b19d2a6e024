#include "reference/contract/tensor/argmax.hpp"

#include "verify/mutants/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

const auto registered = wrong_indices<contract::tensor::Argmax, true>();

}  // namespace
}  // namespace etalon::verify
