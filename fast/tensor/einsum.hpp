#pragma once
#include "reference/contract/tensor/einsum.hpp"

namespace etalon::fast::tensor {

/// One pair of operands at a time, the smallest result first, each by matrix products.
extern const Fast<contract::tensor::Einsum> einsum;

}  // namespace etalon::fast::tensor
