#pragma once
#include "reference/contract/tensor/matmul.hpp"

namespace etalon::reference::tensor {

/// Σₖ aᵢₖbₖⱼ, as it is written.
extern const Reference<contract::tensor::Matmul> matmul;

}  // namespace etalon::reference::tensor
