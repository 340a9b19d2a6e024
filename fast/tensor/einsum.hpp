#pragma once
#include "reference/contract/tensor/einsum.hpp"

namespace etalon::fast::tensor {

/// One pair of operands at a time, the smallest result first, each by matrix products. With three operands and more the
/// products of pairs are numbers of T themselves: one beyond T's range is lost, even where the third would bring it back.
extern const Fast<contract::tensor::Einsum> einsum;

}  // namespace etalon::fast::tensor
