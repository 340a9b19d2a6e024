#include "reference/contract/tensor/argmin.hpp"

#include "verify/mutants/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

const auto registered = wrong_indices<contract::tensor::Argmin, false>();

}  // namespace
}  // namespace etalon::verify
