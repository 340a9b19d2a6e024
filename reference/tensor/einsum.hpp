#pragma once
#include "reference/contract/tensor/einsum.hpp"

namespace etalon::reference::tensor {

/// The sum over every assignment of the indices, as the equation says it.
extern const Reference<contract::tensor::Einsum> einsum;

}  // namespace etalon::reference::tensor
