#pragma once
#include "reference/contract/tensor/matmul.hpp"

namespace etalon::fast::tensor {

/// BLAS: blocked for the caches, in vector registers, with fused multiply-adds where the machine has them.
extern const Fast<contract::tensor::Matmul> matmul;

}  // namespace etalon::fast::tensor
