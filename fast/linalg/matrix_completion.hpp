#pragma once
#include "reference/contract/linalg/matrix_completion.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesdd of the filled matrix, and the product of what is left above λ.
extern const Fast<contract::linalg::MatrixCompletion> matrix_completion;

}  // namespace etalon::fast::linalg
